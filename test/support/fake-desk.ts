import type {
  CsrAnswer,
  ProvisioningDesk,
  RegistrationAnswer,
  RotationAnswer,
} from '../../src/domain/ports/provisioning-desk.ts';

/** What a desk was asked, in order. */
export type DeskCall = {
  readonly call: 'enter' | 'sign' | 'register' | 'rotate';
  readonly of: object;
  readonly request: unknown;
};

/** A desk that says what a test wants; each answer may be replaced. */
export type FakeDesk = ProvisioningDesk & {
  readonly calls: readonly DeskCall[];
  answers: {
    enter: () => ReturnType<ProvisioningDesk['enter']>;
    sign: () => Promise<CsrAnswer>;
    register: () => Promise<RegistrationAnswer>;
    rotate: () => Promise<RotationAnswer>;
  };
};

/** A rejection as the desk words it. */
export function rejection(status: number, code: string) {
  return { kind: 'rejected', status, code, detail: `It is ${code}.` } as const;
}

/** Makes one that lets everybody in until `endsAtMs`, and rejects everything until told else. */
export function makeFakeDesk(endsAtMs: () => number): FakeDesk {
  const calls: DeskCall[] = [];
  const answers: FakeDesk['answers'] = {
    enter: async () => ({ kind: 'entered', endsAtMs: endsAtMs() }),
    sign: async () => rejection(400, 'invalid_csr'),
    register: async () => rejection(403, 'token_invalid'),
    rotate: async () => rejection(400, 'invalid_csr'),
  };
  const note = (call: DeskCall['call'], of: object, request: unknown) =>
    calls.push({ call, of, request });
  return {
    calls,
    answers,
    async enter(session) {
      note('enter', session, null);
      return await answers.enter();
    },
    async sign(session, request) {
      note('sign', session, request);
      return await answers.sign();
    },
    async register(session, request) {
      note('register', session, request);
      return await answers.register();
    },
    async rotate(device, fingerprint, request) {
      note('rotate', { deviceId: device.id, fingerprint }, request);
      return await answers.rotate();
    },
  };
}
