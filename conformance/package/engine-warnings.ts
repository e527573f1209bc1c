/** The lines in which npm warns that a package asks for another Node.js than there is. */
export function engineWarnings(said: string): readonly string[] {
  return said.split("\n").filter((line) => line.includes("EBADENGINE"));
}
