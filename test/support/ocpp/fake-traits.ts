import {
  type ChargerModel,
  type ChargerTraits,
  type KnownTraits,
  type ModelTraits,
  unknownTraits,
} from '../../../src/domain/ports/charger-traits.ts';

/** What was learnt of chargers, in memory: every charger speaks for its model. */
export class FakeTraits implements ChargerTraits {
  readonly learnt = new Map<string, KnownTraits>();
  readonly intervals = new Map<string, number>();

  async read(model: ChargerModel): Promise<KnownTraits> {
    return this.learnt.get(toName(model)) ?? unknownTraits;
  }

  async learn(model: ChargerModel, _who: string, traits: Partial<ModelTraits>): Promise<void> {
    const all = { ...(await this.read(model)), ...traits };
    const rungStanding = all.rung === null ? 'unknown' : 'sure';
    this.learnt.set(toName(model), { ...all, rungStanding });
  }

  async readInterval(deviceId: string): Promise<number | null> {
    return this.intervals.get(deviceId) ?? null;
  }

  async keepInterval(deviceId: string, seconds: number | null): Promise<void> {
    if (seconds === null) this.intervals.delete(deviceId);
    else this.intervals.set(deviceId, seconds);
  }
}

function toName({ make, model, firmware }: ChargerModel): string {
  return [make, model, firmware ?? ''].join('|');
}
