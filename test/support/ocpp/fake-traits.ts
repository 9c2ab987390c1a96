import {
  type ChargerModel,
  type ChargerTraits,
  type ModelTraits,
  unknownTraits,
} from '../../../src/domain/ports/charger-traits.ts';

/** What was learnt of chargers, in memory. */
export class FakeTraits implements ChargerTraits {
  readonly learnt = new Map<string, ModelTraits>();
  readonly intervals = new Map<string, number>();

  async read(model: ChargerModel): Promise<ModelTraits> {
    return this.learnt.get(toName(model)) ?? unknownTraits;
  }

  async learn(model: ChargerModel, traits: Partial<ModelTraits>): Promise<void> {
    this.learnt.set(toName(model), { ...(await this.read(model)), ...traits });
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
