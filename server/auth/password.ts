import { hash, verify } from 'argon2';

/** 19 MiB and two passes: what OWASP advises for argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const minPasswordLength = 10;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Whether the password is the one of this hash. Without a hash it takes as long and says no, so that nobody learns which addresses are known. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('the password of nobody');
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== undefined;
}

let nobody: Promise<string> | undefined;
