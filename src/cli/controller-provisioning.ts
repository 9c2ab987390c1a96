import type { Api } from './api.ts';

/** The steps of a controller, in the order in which they are reached. */
export const provisioningSteps = [
  'ENROLLED',
  'CLAIMED',
  'CERTIFIED',
  'REGISTERED',
  'BOUND',
] as const;

/** One of them. */
export type ProvisioningStep = (typeof provisioningSteps)[number];

/** Where a controller stands, as the API says it; times are ISO 8601. */
export type ControllerProvisioning = {
  readonly euid: string;
  readonly step: ProvisioningStep | 'NOT_ENROLLED' | 'ABANDONED';
  readonly advice: string;
  readonly enrolledAt: string | null;
  readonly claim: {
    readonly id: string;
    readonly state: string;
    readonly createdAt: string;
    readonly expiresAt: string;
  } | null;
  readonly device: {
    readonly id: string;
    readonly connected: boolean;
    readonly firstConnectedAt: string | null;
  } | null;
  readonly certificates: readonly {
    readonly fingerprint: string;
    readonly state: string;
    readonly issuedAt: string;
    readonly notAfter: string;
    readonly firstUsedAt: string | null;
  }[];
  readonly transaction: {
    readonly id: string;
    readonly status: string;
    readonly createdAt: string;
  } | null;
};

const document = `query Controller($account: String!, $euid: ID!) {
  controllerProvisioning(accountNumber: $account, euid: $euid) {
    euid step advice enrolledAt
    claim { id state createdAt expiresAt }
    device { id connected firstConnectedAt }
    certificates { fingerprint state serial issuedAt notAfter firstUsedAt }
    transaction { id status createdAt }
  }
}`;

/** Asks where a controller stands. */
export async function readController(
  api: Api,
  of: { account: string; euid: string },
): Promise<ControllerProvisioning> {
  type Answer = { controllerProvisioning: ControllerProvisioning };
  return (await api.request<Answer>(document, of)).controllerProvisioning;
}

/** How many of the steps are behind it; one that was abandoned may have come to any but BOUND. */
export function countReached(view: ControllerProvisioning): number {
  if (view.step === 'NOT_ENROLLED') return 0;
  const step = view.step === 'ABANDONED' ? toLastStep(view) : view.step;
  return provisioningSteps.indexOf(step) + 1;
}

function toLastStep(view: ControllerProvisioning): ProvisioningStep {
  if (view.transaction) return 'REGISTERED';
  return toFirst(view) ? 'CERTIFIED' : 'CLAIMED';
}

/** When it reached a step, as far as the gateway still knows. */
export function reachedAt(view: ControllerProvisioning, step: ProvisioningStep): string | null {
  switch (step) {
    case 'ENROLLED':
      return view.enrolledAt;
    case 'CLAIMED':
      return view.claim?.createdAt ?? null;
    case 'CERTIFIED':
      return toFirst(view)?.issuedAt ?? null;
    case 'REGISTERED':
      return view.transaction?.createdAt ?? null;
    case 'BOUND':
      return toFirst(view)?.firstUsedAt ?? view.device?.firstConnectedAt ?? null;
  }
}

/** The certificate that its claim gave it; later ones are of rotations. */
function toFirst(view: ControllerProvisioning) {
  const claimedAt = Date.parse(view.claim?.createdAt ?? '') || 0;
  return view.certificates
    .filter(({ issuedAt }) => Date.parse(issuedAt) >= claimedAt)
    .toSorted((a, b) => Date.parse(a.issuedAt) - Date.parse(b.issuedAt))[0];
}
