// Results and where they come from → the report, as Markdown.

import { bars } from "./bars.mjs";

const METHOD = `A call is timed from the request to the whole answer, one after the other, in turns with and without the proxy; the first
turn of each is not counted. By stdio the server is a script without any library; by HTTP it is
\`@modelcontextprotocol/server-everything\`, reached by HTTP, and the client comes to the proxy by HTTP. The 10,000 calls are all
sent before the first is answered, one in ten is blocked, and the snapshot takes up to 20 ms to resolve. \`actra serve\` gets one evaluation a
request over 50 connections. The hostile requests are 100 connections that never finish, and malformed bodies of up to 2 MB, 50 at a
time, with a good request after each 50; the heap is the lowest of each third of the time, which is what garbage collection leaves.`;

export function report(results, { date, machine, load, system, packages, commit }) {
  const rows = bars.map(
    ({ what, bar, shown, isReached }) =>
      `| ${what} | ${shown(results)} | ${bar} | ${isReached(results) ? "yes" : "**no**"} |`,
  );
  return `# The MCP proxy and \`actra serve\`, measured

- Date: ${date}
- Machine: ${machine}; load ${load}
- ${system}
- Packages: ${packages.join(", ")}
- Commit: ${commit}

\`node integrations/measures/run.mjs\` writes this page.

| what | measured | bar | reached |
|---|---|---|---|
${rows.join("\n")}

${METHOD}

\`\`\`json
${JSON.stringify(results, null, 2)}
\`\`\`
`;
}
