/** A header of version 1 of the PROXY protocol, with its line end. */
export function headerInWords(family: string, address: string, ours: string, port = 50_001): string {
  return `PROXY ${family} ${address} ${ours} ${port} 6667\r\n`;
}

const signature = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

/** A header of version 2 with any command, family and contents. */
export function headerInBytes(command: number, family: number, contents: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(contents.length);
  return Buffer.concat([signature, Buffer.from([command, family]), length, contents]);
}

/** What version 2 says of a client over IPv4, or IPv6 for 16 bytes, with tags behind it. */
export function proxiedBytes(address: readonly number[], port: number, tags: Uint8Array = Buffer.alloc(0)) {
  const ours = address.map(() => 1);
  const ports = Buffer.from([port >> 8, port & 255, 0x1a, 0x0b]);
  const contents = Buffer.concat([Buffer.from([...address, ...ours]), ports, tags]);
  return headerInBytes(0x21, address.length === 4 ? 0x11 : 0x21, contents);
}

/** A tag of version 2. */
export function tag(type: number, ...value: readonly number[]): Buffer {
  return Buffer.from([type, value.length >> 8, value.length & 255, ...value]);
}
