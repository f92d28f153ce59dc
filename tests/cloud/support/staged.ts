// The synthesized stage as a place to travel through. Somebody signs in as the identity provider's answer would have it: with an open session.
// It must not know what is asked there.
import { openSession } from '../../../functions/services/staff.ts';
import { valueOf } from '../../support/bureau.ts';
import type { Place } from './errand.ts';
import { lettersIn } from './house.ts';
import type { Stage } from './stage.ts';

export const placeOf = (stage: Stage): Place => ({
  address: { port: stage.port, host: stage.host, origin: `https://${stage.host}` },
  signIn: async (staff) => `__Host-session=${valueOf(await openSession(stage.deps, staff)).cookie}`,
  settled: stage.settle,
  letters: () => lettersIn(stage.services.sent),
});
