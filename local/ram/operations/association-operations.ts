import type { AssociateResourceShareRequest, DisassociateResourceShareRequest } from '@aws-sdk/client-ram';
import { scopeOf } from '../../../src/core/resource.ts';
import type { Call, Operation } from '../../service.ts';
import type { Input } from '../../wire/input.ts';
import { associationAnswer } from '../answers.ts';
import { itemsOf, type Wanted } from '../association-plan.ts';
import { checkLeave } from '../consumer-leave.ts';
import { planDisassociation } from '../disassociation-plan.ts';
import { invalidParameter, malformedArn, unknownShare } from '../errors.ts';
import { ownShare } from '../own-share.ts';
import type { Parts } from '../parts.ts';
import { putOnShare } from '../put-on-share.ts';
import { checkPerCall } from '../quotas.ts';
import { isShareArn } from '../share.ts';
import { visibleShares } from '../visible-shares.ts';

/** AssociateResourceShare and DisassociateResourceShare. */
export function associationOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const { world, stores, lifecycle, once } = parts;

  return {
    AssociateResourceShare: (input: Input<AssociateResourceShareRequest>, call) =>
      once(call, input, () => {
        const { store, share } = ownShare(parts, call.caller, input.resourceShareArn);
        checkAsksSomething(input);
        const associations = putOnShare(parts, store, share, input);
        return {
          resourceShareAssociations: associations.map((each) => associationAnswer(share, each, false)),
        };
      }),

    DisassociateResourceShare: (input: Input<DisassociateResourceShareRequest>, call) =>
      once(call, input, () => {
        const { store, share } = shareToLeave(input, call);
        checkAsksSomething(input);
        const { named, leaving } = planDisassociation(
          share.arn,
          store.associationsOf(share.arn),
          itemsOf(input),
          world.switches.pendingInvitationBlocksDisassociate,
        );
        lifecycle.leave(store, share, leaving);
        return {
          resourceShareAssociations: named.map((each) =>
            associationAnswer(share, store.association(each) ?? each, false),
          ),
        };
      }),
  };

  /** The caller's own share, or one of another account that it may leave. */
  function shareToLeave(
    { resourceShareArn: arn, ...items }: Input<DisassociateResourceShareRequest>,
    call: Call,
  ) {
    if (!isShareArn(arn)) throw malformedArn(arn);
    if (scopeOf(arn).account === call.caller.account) return ownShare(parts, call.caller, arn);
    const seen = visibleShares(parts, call.caller, 'OTHER-ACCOUNTS').find(({ share }) => share.arn === arn);
    if (!seen) throw unknownShare(arn);
    checkLeave(seen.view.associationsOf(arn), items, call.caller.account);
    return { store: stores.of(seen.share.scope), share: seen.share };
  }
}

function checkAsksSomething(wanted: Wanted): void {
  if (itemsOf(wanted).length === 0) {
    throw invalidParameter('You must specify at least one resource, principal, or source.');
  }
  checkPerCall(wanted);
}
