import { scryptSync } from "node:crypto";

/** A hash of a password like those of genpasswd, at a cost that suits tests. */
export function cheapHash(password: string): string {
  const salt = Buffer.from("0123456789abcdef");
  const hash = scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 });
  return `$scrypt$N=2,r=1,p=1$${salt.toString("base64")}$${hash.toString("base64")}`;
}
