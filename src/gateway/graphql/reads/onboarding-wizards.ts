import type { WizardView } from '../../../domain/onboarding/onboardings.ts';
import type { QueryResolvers, QuerySmartFlexOnboardingWizardsArgs } from '../generated.ts';
import { requireRight } from '../rights.ts';

/** The onboardings of an account, newest first; ended ones only if they are asked for. */
export const smartFlexOnboardingWizards: QueryResolvers['smartFlexOnboardingWizards'] = async (
  _root,
  args,
  context,
) => {
  await requireRight(context, 'read', args.accountNumber);
  const all = await context.parts.onboardings.list(args.accountNumber);
  return all.filter((view) => isWanted(view, args));
};

/** Whoever names one wants that one, ended or not. */
function isWanted(view: WizardView, args: QuerySmartFlexOnboardingWizardsArgs): boolean {
  const { wizard, progress } = view;
  const { wizardId, propertyId, isResumable } = args;
  if (wizardId && wizard.id !== wizardId) return false;
  if (typeof propertyId === 'number' && wizard.propertyId !== propertyId) return false;
  if (typeof isResumable === 'boolean' && isResumable !== (progress.ended === null)) return false;
  if (wizardId) return true;
  switch (progress.ended) {
    case 'CANCELLED':
    case 'DEVICE_RETIRED':
      return args.includeCancelled === true;
    case 'COMPLETED':
      return args.includeCompleted === true;
    case 'EXPIRED':
    case null:
      return true;
  }
}
