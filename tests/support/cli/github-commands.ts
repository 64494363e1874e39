/** Workflow commands as GitHub's runner reads them: one a line, properties by their commas, escapes undone. */
export interface WorkflowCommand {
  name: string;
  properties: Record<string, string>;
  message: string;
}

export function workflowCommands(text: string): WorkflowCommand[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const match = /^::([a-z-]+)(?: (.*?))?::(.*)$/.exec(line);
    if (match === null) return [];
    const [, name, properties = "", message] = match;
    const pairs = properties.split(",").filter((pair) => pair !== "");
    const entries = pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), unescaped(pair.slice(at + 1), PROPERTY)] as const;
    });
    return [{ name: name!, properties: Object.fromEntries(entries), message: unescaped(message!, DATA) }];
  });
}

const DATA = { "%0D": "\r", "%0A": "\n", "%25": "%" };
const PROPERTY = { ...DATA, "%3A": ":", "%2C": "," };

function unescaped(text: string, escapes: Readonly<Record<string, string>>): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => escapes[code] ?? code);
}
