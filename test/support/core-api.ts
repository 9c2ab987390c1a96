import { startTestApi, type TestApi } from '../unit/gateway/support/api.ts';
import type { Core } from './core.ts';

/**
 * The real north side over the core of the moment: commands are accepted, refused and stored as in
 * production; only sign-in keeps its fakes. Nothing listens. `close` it in `afterAll`.
 */
export function startCoreApi(bench: { readonly core: Core }): Promise<TestApi> {
  return startTestApi((deps) => {
    Object.assign(deps, {
      submitCommand: (submission: Parameters<typeof deps.submitCommand>[0]) =>
        bench.core.submit(submission),
    });
    return {};
  });
}
