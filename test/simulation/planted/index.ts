import type { Planted } from '../planted.ts';
import { allPrincipalsGo } from './all-principals-go.ts';
import { announcedBeforeRecorded } from './announced-before-recorded.ts';
import { associatingIgnored } from './associating-ignored.ts';
import { budgetInMemory } from './budget-in-memory.ts';
import { everybodyClaims } from './everybody-claims.ts';
import { everybodyTells } from './everybody-tells.ts';
import { expiredWaiverHolds } from './expired-waiver-holds.ts';
import { failedReadIsNothing } from './failed-read-is-nothing.ts';
import { fightGoesOn } from './fight-goes-on.ts';
import { firstPageOnly } from './first-page-only.ts';
import { nobodyLooksAgain } from './nobody-looks-again.ts';
import { notReadBack } from './not-read-back.ts';
import { observeIgnored } from './observe-ignored.ts';
import { ownEchoesHeard } from './own-echoes-heard.ts';
import { policyReadOnce } from './policy-read-once.ts';
import { removedBeforeRecorded } from './removed-before-recorded.ts';
import { tellingNotNoted } from './telling-not-noted.ts';
import { unknownIsOutside } from './unknown-is-outside.ts';
import { wholePolicyReplaced } from './whole-policy-replaced.ts';

/** Every planted defect, by its name. */
export const PLANTED: Readonly<Record<string, Planted>> = {
  'all-principals-go': allPrincipalsGo,
  'announced-before-recorded': announcedBeforeRecorded,
  'associating-ignored': associatingIgnored,
  'budget-in-memory': budgetInMemory,
  'everybody-claims': everybodyClaims,
  'everybody-tells': everybodyTells,
  'expired-waiver-holds': expiredWaiverHolds,
  'failed-read-is-nothing': failedReadIsNothing,
  'fight-goes-on': fightGoesOn,
  'first-page-only': firstPageOnly,
  'nobody-looks-again': nobodyLooksAgain,
  'not-read-back': notReadBack,
  'observe-ignored': observeIgnored,
  'own-echoes-heard': ownEchoesHeard,
  'policy-read-once': policyReadOnce,
  'removed-before-recorded': removedBeforeRecorded,
  'telling-not-noted': tellingNotNoted,
  'unknown-is-outside': unknownIsOutside,
  'whole-policy-replaced': wholePolicyReplaced,
};
