import type { StormResult } from '../devices/charger-fleet.ts';
import { quantile } from '../report/statistics.ts';
import type { Scenario, Values } from '../scenario.ts';
import { enrolChargers, startBareOcpp, startChargerFleet, toChargers } from './charger-site.ts';

const chargers = 1_000;
/** Left to the links of a fleet that was cut, so that a storm finds no remains of the last one. */
const afterCutMs = 500;

/**
 * Design section 12: the gateway is started anew, and every charger that it knows comes back and
 * boots in the same moment. `learnt` is when the gateway has asked its last question of them.
 */
export const bootStorm: Scenario = {
  name: 'boot-storm',
  about: `${chargers} chargers connect and boot at once after a restart of the gateway`,
  baseline: 'floor',
  figures: [
    { name: 'all answered', unit: 's', better: 'lower', bar: { of: 'value', limit: 5 } },
    { name: 'boot p99', unit: 's', better: 'lower', bar: { of: 'value', limit: 2 } },
    { name: 'learnt', unit: 's', better: 'lower' },
  ],
  rounds: { full: 5, quick: 1 },
  isQuick: true,
  async prepare(stage) {
    const floorUrl = await startBareOcpp(stage);
    const floorFleet = await startChargerFleet(stage);
    const folder = stage.makeFolder();
    const fleet = await startChargerFleet(stage);
    // They were here before: only then is it a return.
    let product = await stage.startProduct({ folder, isProfiled: false });
    const known = await enrolChargers(stage, product, chargers);
    await fleet.storm({ url: product.ocpp, fleet: known });
    await fleet.quiet();
    return {
      async baseline() {
        const result = await floorFleet.storm({ url: floorUrl, fleet: toChargers(chargers) });
        await floorFleet.cut();
        await new Promise((resolve) => setTimeout(resolve, afterCutMs));
        return toValues(result);
      },
      async product() {
        await fleet.cut();
        await product.stop();
        product = await stage.startProduct({ folder });
        const result = await fleet.storm({ url: product.ocpp, fleet: known });
        const learntMs = await fleet.quiet();
        return { ...toValues(result), learnt: learntMs / 1_000 };
      },
    };
  },
};

function toValues({ allAnsweredMs, bootMs }: StormResult): Values {
  return { 'all answered': allAnsweredMs / 1_000, 'boot p99': quantile(bootMs, 0.99) / 1_000 };
}
