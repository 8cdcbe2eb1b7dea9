import type { Workspace } from "./workspace.ts";

/** & < > as Slack sends them. */
export function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What a person typed, as it stands in an event: entities, links, mail addresses, mentions and channels. */
export function escapeTyped(workspace: Workspace, typed: string): string {
  const names = new Map([...workspace.users.values()].map((user) => [user.name, user.id]));
  const rooms = new Map([...workspace.channels.values()].map((channel) => [channel.name, channel.id]));
  const wide = /^(?:channel|here|everyone)$/u;
  return escapeEntities(typed)
    .replaceAll(/https?:\/\/[^\s|]+[^\s|.,;:!?)]/gu, (link) => `<${link}>`)
    .replaceAll(/(?<![\w/.<@-])(?:[a-z\d-]+\.)+(?:com|net|org|io|dev)\b(?![\w@])/giu, (host) => `<http://${host}|${host}>`)
    .replaceAll(/[\w.+-]+@(?:[a-z\d-]+\.)+[a-z]{2,}/giu, (mail) => `<mailto:${mail}|${mail}>`)
    .replaceAll(/(?<![\w<|:])@([\w.-]*\w)/gu, (whole, name: string) => {
      if (wide.test(name)) return `<!${name}>`;
      const id = names.get(name);
      return id ? `<@${id}>` : whole;
    })
    .replaceAll(/(?<![\w<&])#([\w-]+)/gu, (whole, name: string) => {
      const id = rooms.get(name);
      return id ? `<#${id}|${name}>` : whole;
    });
}
