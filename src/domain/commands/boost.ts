import { type Static, Type } from 'typebox';
import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import type {
  MeterReport,
  ProfileReport,
  Report,
  SessionReport,
  StatusReport,
} from '../reports.ts';
import { refuseCharger } from './charger-guards.ts';
import { chargingPowerFloorW } from './power-floor.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/** Charge now, until the vehicle is full, unplugged or the boost is cancelled. */
export const boost: CommandSpec<'boost', Static<typeof schema>> = {
  kind: 'boost',
  schema,
  policy: {
    waitsOffline: 'briefly',
    expiresAfterMs: seconds(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: minutes(5),
    graceMs: minutes(30),
    laneFreeAt: 'acknowledged',
  },
  classes: ['charger', 'vehicle'],
  supersedeKey: () => 'boost',
  aspects: ['status', 'session', 'meter', 'profile'],
  wish: { name: 'boost', change: 'open' },
  replans: true,
  faults: () => [],
  refuse: (_params, view, moment) => refuseCharger(view, moment),
  judge: (_params, input) => judgeBoost(input),
};

/** Running session and a meter sample above the floor, both newer than the last step's answer. */
function judgeBoost(input: EvidenceInput): Verdict {
  const session = input.reports.session?.value as SessionReport | undefined;
  const left = judgeDeparture(input);
  if (left) return left;
  const meter = toFreshReport(input, 'meter');
  const metered = meter?.value as MeterReport | undefined;
  const power = metered?.powerW;
  if (meter && power !== undefined && power > chargingPowerFloorW) {
    if (metered?.isSettling) return noEvidence;
    // What flows in another session, or at another connector, is none of this one's.
    const isItsOwn = session?.running === true && metered?.sessionId === session.sessionId;
    return isItsOwn && isOurDoing(input, session)
      ? {
          kind: 'proved',
          evidence: toEvidence('meter', meter, {
            ...(meter.value as object),
            sessionId: session.sessionId,
          }),
        }
      : noEvidence;
  }
  const status = input.reports.status;
  const isVehicleIdle = (status?.value as StatusReport | undefined)?.state === 'suspended_vehicle';
  // A charger reports its status on a change only: an older one needs a fresh meter beside it.
  const shown = status && status.receivedAtMs >= input.sentAtMs ? status : meter;
  if (shown && isVehicleIdle && session?.running) {
    const detail = 'the limit is lifted but the vehicle draws no power';
    const aspect = shown === status ? 'status' : 'meter';
    return contrary('vehicle_not_drawing', detail, toEvidence(aspect, shown, shown.value));
  }
  if (!meter) return noEvidence;
  const detail = `the meter shows ${power} W, the floor is ${chargingPowerFloorW} W`;
  return contrary('effect_not_seen', detail, toEvidence('meter', meter, meter.value));
}

/** What tells since SENT that there is nothing to charge any more; `null` = nothing does. */
function judgeDeparture({ reports, sentAtMs }: EvidenceInput): Verdict | null {
  const session = reports.session?.value as SessionReport | undefined;
  const isFresh = (report?: Report) => report !== undefined && report.receivedAtMs >= sentAtMs;
  if (session?.running) return null;
  const { status } = reports;
  const state = (status?.value as StatusReport | undefined)?.state;
  const isEnded = isFresh(reports.session) && (session?.endedAtMs ?? 0) >= sentAtMs;
  if (status && isFresh(status) && state === 'available') {
    return contrary(
      'vehicle_left',
      'no vehicle is plugged in',
      toEvidence('status', status, status.value),
    );
  }
  if (!isEnded || !reports.session) return null;
  const reason = session?.endReason ?? 'no reason given';
  const code = reason === 'EVDisconnected' ? 'vehicle_left' : 'effect_not_seen';
  const detail = `the session ended: ${reason}`;
  return contrary(code, detail, toEvidence('session', reports.session, session));
}

/**
 * Power in a session from before the boost proves nothing until our profile is installed, or the
 * charger has said in answer to it that it knows no limits.
 */
function isOurDoing(input: EvidenceInput, session: SessionReport): boolean {
  if (session.startedAtMs !== null && session.startedAtMs >= input.sentAtMs) return true;
  const profile = input.reports.profile;
  if (!profile || profile.receivedAtMs < input.sentAtMs) return session.startedByGateway;
  const { boostInstalled, isLimitless = false } = profile.value as ProfileReport;
  return boostInstalled || isLimitless || session.startedByGateway;
}

function contrary(
  code: string,
  detail: string,
  evidence: Readonly<Record<string, unknown>>,
): Verdict {
  return { kind: 'contrary', code, detail, evidence };
}
