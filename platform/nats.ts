/** Events between services over NATS JetStream: kept by the broker until each service that listens has them in its inboxes. */
import type { JetStreamClient } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { PassedEvent } from './events.ts'
import type { Log } from './log.ts'

const KEEP_DAYS = 7
const NANOSECONDS_A_DAY = 86_400 * 1e9

export type Broker = {
  /** returns when the broker has stored it; the event's id makes a second try the same message */
  publish(event: PassedEvent): Promise<void>
  /** hands over what comes for this service; an event counts as delivered when `receive` has returned */
  subscribe(service: string, types: string[], receive: (event: PassedEvent) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** `shop` names the stream, so that several shops can share a broker without hearing each other: letters, digits, `_`. */
export const openNats = async (url: string, shop: string, log: Log): Promise<Broker> => {
  const { connect } = await import('@nats-io/transport-node')
  const { jetstream, jetstreamManager, AckPolicy, DeliverPolicy } = await import('@nats-io/jetstream')
  const nats: NatsConnection = await connect({ servers: url, name: 'souk', maxReconnectAttempts: -1, waitOnFirstConnect: true })
  const manager = await jetstreamManager(nats)
  const settings = { subjects: [`${shop}.>`], max_age: KEEP_DAYS * NANOSECONDS_A_DAY }
  await manager.streams.add({ name: shop, ...settings }).catch(() => manager.streams.update(shop, settings)) // it is there already
  const stream: JetStreamClient = jetstream(nats)
  let is_closing = false

  return {
    publish: async (event) => {
      await stream.publish(`${shop}.${event.type}`, JSON.stringify(event), { msgID: event.event_id })
    },
    subscribe: async (service, types, receive) => {
      const durable = `${shop}-${service}`
      await manager.consumers.add(shop, {
        durable_name: durable,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        max_ack_pending: 1, // one after the other, so that events arrive in order
        ack_wait: 10 * 1e9,
      })
      const consumer = await stream.consumers.get(shop, durable)
      const messages = await consumer.consume({ max_messages: 100 })
      void (async () => {
        for await (const message of messages) {
          try {
            const event = message.json<PassedEvent>()
            if (types.includes(event.type)) await receive(event) // filtered here: brokers before 2.10 know one filter only
            message.ack()
          } catch (error) {
            log.warn({ err: error, subject: message.subject }, 'an event could not be taken in; the broker sends it again')
            message.nak(1_000)
          }
        }
      })().catch((error) => is_closing || log.error({ err: error }, 'the event subscription ended'))
    },
    close: async () => {
      is_closing = true
      await nats.drain()
    },
  }
}
