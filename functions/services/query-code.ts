// The query code of a petition: bound to its bureau, so that a slip of one bureau fits no number of another.
import type { Bureau } from '../domain/ids.ts';
import type { Vault } from '../store/vault.ts';

/** Derived each time and stored nowhere (docs/adr/0003). */
export const queryCodeOf = (
  { vault, bureau }: { readonly vault: Pick<Vault, 'queryCode'>; readonly bureau: Bureau },
  number: string,
): Promise<string> => vault.queryCode(`${bureau} ${number}`);
