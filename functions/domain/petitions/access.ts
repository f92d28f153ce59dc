// Who is who on a petition, and who may read it. Used by the transition table, the pages and the lists alike.
// Inspectors look and do not touch; the accused never learn; the system administrator sees no case.
import { has, type Role, type Staff } from '../staff/staff.ts';
import type { Accused, Petition } from './petition.ts';

type Reader = Pick<Staff, 'id' | 'unit' | 'roles' | 'areas'>;

/** Parts a person can play on a petition, each a named predicate. */
export const PARTS = {
  OWNER: (petition: Petition, actor: Reader): boolean => actor.id === petition.owner,
  HANDLER: (petition: Petition, actor: Reader): boolean => actor.id === petition.handler,
  PETITION_ROOM: (_petition: Petition, actor: Reader): boolean => has(actor, 'PETITION_ROOM'),
  LEADER: (_petition: Petition, actor: Reader): boolean => has(actor, 'LEADER', 'HEAD'),
  HEAD: (_petition: Petition, actor: Reader): boolean => has(actor, 'HEAD'),
} as const;
export type Part = keyof typeof PARTS;

export const playsOne = (parts: readonly Part[], petition: Petition, actor: Reader): boolean =>
  parts.some((part) => PARTS[part](petition, actor));

/** Art. 30 and 46: the accused person and everybody in the accused unit. */
export const isAccused = (accused: Accused | undefined, person: Pick<Staff, 'id' | 'unit'>): boolean =>
  accused !== undefined && (accused.staff === person.id || accused.unit === person.unit);

/** Whoever works beside the accused does not handle the matter either. */
export const isNearAccused = (accused: Accused | undefined, person: Pick<Staff, 'id' | 'unit'>, staff: readonly Staff[]): boolean =>
  isAccused(accused, person) || (accused?.staff !== undefined && staff.find(({ id }) => id === accused.staff)?.unit === person.unit);

const BUREAU_WIDE: readonly Role[] = ['PETITION_ROOM', 'LEADER', 'HEAD', 'INSPECTOR', 'AUDITOR'];

/** May this person see every ordinary petition of the bureau? */
export const readsAll = (actor: Pick<Staff, 'roles'>): boolean => has(actor, ...BUREAU_WIDE);

/** A restricted petition is seen by its named handler and the head of the organ, and never by the accused. */
export const mayRead = (petition: Petition, actor: Reader, unitOf: (staff: string) => string | undefined): boolean => {
  if (isAccused(petition.accused, actor)) return false;
  if (petition.restricted) return playsOne(['OWNER', 'HANDLER', 'HEAD'], petition, actor);
  return (
    readsAll(actor) ||
    playsOne(['OWNER', 'HANDLER'], petition, actor) ||
    actor.id === petition.receivedBy ||
    (has(actor, 'TOWNSHIP') && actor.areas.includes(petition.township)) ||
    (has(actor, 'DEPARTMENT_HEAD') && unitOf(petition.owner) === actor.unit)
  );
};
