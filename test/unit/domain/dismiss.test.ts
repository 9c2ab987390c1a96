import { expect, it } from 'vitest';
import { dismiss } from '../../../src/domain/dismiss.ts';
import { makeDevice } from '../../support/builders.ts';
import { makeFakeConnection } from '../../support/fake-connection.ts';

it('closes a link that has nothing to undo', () => {
  const link = makeFakeConnection(makeDevice(), 1);
  dismiss(link, 'retired');
  expect(link.closedFor).toEqual(['retired']);
});

it('leaves the close to a link that has', () => {
  const link = makeFakeConnection(makeDevice(), 1);
  const dismissed: string[] = [];
  dismiss({ ...link, dismiss: (reason) => void dismissed.push(reason) }, 'retired');
  expect({ dismissed, closed: link.closedFor }).toEqual({ dismissed: ['retired'], closed: [] });
});

it('has nothing to do without a link on this node', () => {
  expect(() => dismiss(undefined, 'retired')).not.toThrow();
});
