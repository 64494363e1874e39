// Which URLs a policy may come from: where nothing is signed, whoever could change it on the way would choose the policy.

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Why a policy must not come from there, in words for whoever has named it; `undefined` where it may. */
export function refusalOf(url: URL, hasKeys: boolean): string | undefined {
  const { protocol, hostname, username, password } = url;
  if (protocol !== "https:" && protocol !== "http:") return "a policy's URL is https or http";
  if (username !== "" || password !== "") return "a policy's URL has no password in it: send `headers`";
  if (protocol === "http:" && !hasKeys && !LOCAL.test(hostname))
    return "a policy by http needs `keys`: anybody on the way could change it";
  return undefined;
}
