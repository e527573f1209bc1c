import { type Memory, type Transform, toClient } from "./fault.ts";

/** What becomes of the tags of a line. */
type TagChange = (tags: readonly string[], memory: Memory) => readonly string[];

/** The server writes other tags before these lines. */
export function retags(commands: readonly string[], change: TagChange): Transform {
  const each = commands.map((command) =>
    toClient(command, (line, _, memory) => [withTags(line, change(tagsOf(line), memory))]),
  );
  return (line, direction, memory) => {
    for (const transform of each) {
      const [changed = line] = transform(line, direction, memory);
      if (changed !== line) return [changed];
    }
    return [line];
  };
}

/** The server leaves a tag out, wherever it is. */
export function untags(key: string): Transform {
  return (line, direction) => {
    if (direction === "to-server" || !line.startsWith("@")) return [line];
    return [
      withTags(
        line,
        tagsOf(line).filter((tag) => tag.split("=", 1)[0] !== key),
      ),
    ];
  };
}

/** The server adds a tag to these lines. */
export function adds(tag: string, ...commands: readonly string[]): Transform {
  return retags(commands, (tags) => [...tags, tag]);
}

/** The server behaves as if everybody had asked for these capabilities. */
export function grants(...capabilities: readonly string[]): Transform {
  return (line, direction, memory) => {
    if (direction === "to-client") return isGranted(line, capabilities) ? [] : [line];
    if (line.startsWith("CAP ")) memory.set("negotiates", line);
    if (!line.startsWith("USER ")) return [line];
    // Who negotiates ends that by itself.
    const end = memory.has("negotiates") ? [] : ["CAP END"];
    return [`CAP REQ :${capabilities.join(" ")}`, line, ...end];
  };
}

/** The server acknowledges this capability, and forgets about it. */
export function withholds(capability: string): Transform {
  return (line, direction) => {
    // cap-notify is one that every server takes, and that changes nothing here.
    const [from, to] = direction === "to-server" ? [capability, "cap-notify"] : ["cap-notify", capability];
    return [/(^| )CAP .*(REQ|ACK) /.test(line) ? line.replace(from, to) : line];
  };
}

function isGranted(line: string, capabilities: readonly string[]): boolean {
  return / CAP \S+ ACK /.test(line) && line.endsWith(` :${capabilities.join(" ")}`);
}

function tagsOf(line: string): readonly string[] {
  return line.startsWith("@") ? line.slice(1, line.indexOf(" ")).split(";") : [];
}

function withTags(line: string, tags: readonly string[]): string {
  const rest = line.startsWith("@") ? line.slice(line.indexOf(" ") + 1) : line;
  return tags.length === 0 ? rest : `@${tags.join(";")} ${rest}`;
}
