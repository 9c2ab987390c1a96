import type { Site } from '../support/site.ts';
import type { Ended } from './contradictions.ts';

/** A transaction of the fleet with the device that it was for. */
export type FleetTransaction = Ended & { readonly deviceId: string; readonly actor: string };

const document = `query($after: String, $status: [DeviceTransactionStatus!]) {
  deviceTransactions(first: 200, after: $after, status: $status) {
    pageInfo { hasNextPage }
    edges { cursor node {
      id kind status deviceId mutation updatedAt evidence reason { code } timeline { at status }
    } }
  }
}`;

type Node = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly deviceId: string;
  readonly mutation: string;
  readonly updatedAt: string;
  readonly reason: { readonly code: string } | null;
  readonly evidence: { readonly aspect?: string } | null;
  readonly timeline: readonly { readonly at: string; readonly status: string }[];
};
type Page = {
  readonly deviceTransactions: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  };
};

const open = ['QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED'];

/** How many have not ended. */
export async function countOpen(site: Site): Promise<number> {
  return (await readAll(site, open)).length;
}

/** Every transaction that has ended. */
export async function readEnded(site: Site): Promise<readonly FleetTransaction[]> {
  const nodes = await readAll(site, null);
  return nodes.filter(({ status }) => !open.includes(status) && status !== 'PARKED').map(toEnded);
}

async function readAll(site: Site, status: readonly string[] | null): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: { data: Page | null } = await site.api.send<Page>(document, { after, status });
    const page = answer.data?.deviceTransactions;
    if (!page) throw new Error(`the transactions cannot be read: ${JSON.stringify(answer)}`);
    nodes.push(...page.edges.map(({ node }) => node));
    after = page.edges.at(-1)?.cursor ?? null;
    if (!page.pageInfo.hasNextPage || after === null) return nodes;
  }
}

function toEnded(node: Node): FleetTransaction {
  const sent = node.timeline.find(({ status }) => status === 'SENT');
  const ended = node.timeline.find(({ status }) => status === node.status);
  return {
    id: node.id,
    kind: node.kind,
    status: node.status,
    reason: node.reason?.code ?? null,
    aspect: node.evidence?.aspect ?? null,
    deviceId: node.deviceId,
    actor: node.mutation,
    sentAtMs: sent ? Date.parse(sent.at) : null,
    endedAtMs: Date.parse(ended?.at ?? node.updatedAt),
  };
}
