import type { OnboardingStep } from '../../domain/onboarding/progress.ts';
import type { DeviceState } from '../../domain/ports/devices.ts';
import type { GatewayContext } from './context.ts';
import type {
  BackendScreenType,
  Resolvers,
  SmartFlexOnboardingWizardResolvers,
} from './generated.ts';
import { toDeviceType } from './views/device-words.ts';
import { toNamedVariants } from './views/variants.ts';

const typeOfStep = {
  SELECT_DEVICE_TYPE: 'SelectDeviceTypeStep',
  CONNECT: 'ConnectDeviceStep',
  AUTHENTICATE: 'AuthenticateDeviceStep',
  TEST_CHARGE: 'TestChargeStep',
  DONE: 'OnboardingDoneStep',
} as const satisfies Record<OnboardingStep, string>;

/** The screens are of this version; an app that knows none of them is shown none. */
const screenVersion = 1;

const screens: Readonly<Record<OnboardingStep, { title: string; body: string }>> = {
  SELECT_DEVICE_TYPE: {
    title: 'Choose your device',
    body: 'Say what kind of device you have, and who makes it.',
  },
  CONNECT: {
    title: 'Connect your device',
    body: 'Enter the address, name and password that you were given into your device.',
  },
  AUTHENTICATE: {
    title: 'Waiting for your device',
    body: 'Your device has its sign-in. Switch it on: it shows up here once it has signed in.',
  },
  TEST_CHARGE: {
    title: 'Run a test charge',
    body: 'Plug your vehicle in and start a test charge, to show that it can be controlled.',
  },
  DONE: { title: 'All done', body: 'Your device is live.' },
};

/** The fields of an onboarding; what they show is derived when they are asked for. */
export const SmartFlexOnboardingWizard: SmartFlexOnboardingWizardResolvers = {
  id: ({ wizard }) => wizard.id,
  resumable: ({ progress }) => ({
    isResumable: progress.ended === null,
    resumableReasons: progress.ended === null ? [] : [progress.ended],
  }),
  deviceType: ({ device }) => device && toDeviceType(device.device),
  displayName: ({ device }) => device && toName(device),
  backendScreen: ({ progress }, { maxVersionSupported }) => {
    if ((maxVersionSupported ?? screenVersion) < screenVersion) return null;
    const step = progress.ended === 'COMPLETED' ? 'DONE' : progress.current;
    return step && toScreen(step);
  },
  currentStep: ({ progress }) => progress.current && toStep(progress.current),
  completedSteps: ({ progress }) => progress.completed.map(toStep),
};

/** The onboarding that a device was registered in. */
const onboardingWizard = async (
  { id }: { readonly id: string },
  _args: object,
  context: GatewayContext,
) => {
  const device = await context.deviceState(id);
  return device && (await context.parts.onboardings.ofDevice(device));
};

/** Every concrete device has it, whatever else is shown of it. */
export const onboardingOfDevices = {
  SmartFlexVehicle: { onboardingWizard },
  SmartFlexChargePoint: { onboardingWizard },
  SmartFlexBattery: { onboardingWizard },
  SmartFlexInverter: { onboardingWizard },
  SmartFlexDevice: { onboardingWizard },
  SmartFlexHeatPump: { onboardingWizard },
} satisfies Resolvers;

/** What its owner named, else what it said of itself, else its name on the wire. */
function toName({ device, description }: DeviceState): string | null {
  const { vehicle, chargePoint } = toNamedVariants(device);
  const named = chargePoint ?? vehicle ?? description;
  return named ? `${named.make} ${named.model}` : device.identity;
}

function toStep(step: OnboardingStep) {
  return { __typename: typeOfStep[step], id: step };
}

function toScreen(step: OnboardingStep): BackendScreenType {
  return { id: step, ...screens[step] };
}
