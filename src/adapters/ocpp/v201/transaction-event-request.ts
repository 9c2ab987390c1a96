import type { ChargingState } from '../evses/evse-memory.ts';
import type { Evse, IdToken, MeterValue } from './types.ts';

/** OCPP 2.0.1 part 2, TransactionEventRequest. */
export type TransactionEventRequest = {
  readonly eventType: 'Started' | 'Updated' | 'Ended';
  readonly timestamp: string;
  readonly triggerReason: string;
  readonly seqNo: number;
  readonly offline?: boolean;
  readonly transactionInfo: {
    readonly transactionId: string;
    readonly chargingState?: ChargingState;
    readonly stoppedReason?: string;
    readonly remoteStartId?: number;
  };
  readonly evse?: Evse;
  readonly idToken?: IdToken;
  readonly meterValue?: readonly MeterValue[];
};
