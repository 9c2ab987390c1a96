import type { MqttConnection, PublishOptions } from './connection.ts';
import type { Topics } from './topics.ts';

const RETAINED: PublishOptions = { qos: 1, retain: true };
const PASSING: PublishOptions = { qos: 1, retain: false };
const SAMPLE: PublishOptions = { qos: 0, retain: false };

/**
 * What a device says to the world (mqtt.md, "Scheme"). A frame whose link goes away is lost: the
 * next boot tells the state, a retry the answer.
 */
export interface Voice {
  /** From here on it speaks on this connection; on any other it has nothing to say yet. */
  bornOn(connection: MqttConnection): void;
  /** Whether anybody hears it. */
  isHeard(): boolean;
  status(text: string): Promise<void>;
  state(aspect: string, text: string): Promise<void>;
  answer(tx: string, text: string): void;
  /** Says something that happened, with its time. */
  event(name: string, detail: unknown): void;
  /** Samples by aspect, each with its time. */
  telemetry(samples: Readonly<Record<string, object>>): void;
  /** Anything else, QoS 1; false when nobody hears it. */
  publish(topic: string, text: string): boolean;
}

/** What a voice speaks with. */
export interface VoiceOptions {
  readonly topics: Topics;
  readonly now: () => Date;
  /** The connection that is up, or null. */
  readonly connection: () => MqttConnection | null;
}

/** A voice that is not born yet. */
export function makeVoice({ topics, now, connection }: VoiceOptions): Voice {
  let born: MqttConnection | null = null;
  /** Nothing is published before the birth (mqtt.md, below the table of kinds). */
  const speaker = () => {
    const present = connection();
    return present === born ? present : null;
  };
  const send = async (topic: string, text: string, options: PublishOptions) => {
    await speaker()
      ?.publish(topic, text, options)
      .catch(() => {});
  };
  const timed = (detail: unknown) => JSON.stringify({ at: now().toISOString(), ...Object(detail) });
  return {
    bornOn(present) {
      born = present;
    },
    isHeard: () => speaker() !== null,
    status: (text) => send(topics.status, text, RETAINED),
    state: (aspect, text) => send(topics.state(aspect), text, RETAINED),
    answer: (tx, text) => void send(topics.answer(tx), text, PASSING),
    event: (name, detail) => void send(topics.event(name), timed(detail), PASSING),
    telemetry(samples) {
      for (const [aspect, sample] of Object.entries(samples)) {
        void send(topics.telemetry(aspect), timed(sample), SAMPLE);
      }
    },
    publish(topic, text) {
      const isHeard = speaker() !== null;
      if (isHeard) void send(topic, text, PASSING);
      return isHeard;
    },
  };
}
