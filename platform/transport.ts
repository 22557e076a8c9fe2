/**
 * One contract, two links: a neighbour is called the same way whether it lives in this process or behind HTTP.
 * Both check the policy and the input, carry request id and actor along, and answer with the same errors.
 */
import { SignJWT } from 'jose'
import type { Call, Client, Contract, Op } from './contract.ts'
import { COMMON_ERRORS, Failure, failCommon } from './errors.ts'
import { callOverHttp, type Remote } from './http-link.ts'
import { newId } from './ids.ts'
import { checkInput, checkOutput } from './input.ts'
import type { Module } from './module.ts'
import type { Note } from './requests.ts'
import { currentScope, withScope } from './scope.ts'

export type Invoke = (op: string, input: unknown, call?: Partial<Call>) => Promise<unknown>

export type Local = {
  module: Module
  needs: unknown
  is_production: boolean
  /** called after every change, so that its events leave at once */
  afterChange: () => void
  /** hears of every operation that may change something, when it has ended */
  note?: Note | undefined
}

/** The link inside one process. Checks exactly what the HTTP edge would check, so that splitting a module off changes nothing. */
export const inProcess =
  ({ module, needs, is_production, afterChange, note }: Local): Invoke =>
  async (name, given, asked) => {
    const op = opOf(module.contract, name)
    const call = continueCall(asked)
    refuseInTransaction(module.contract.name, name)
    checkPolicy(op, call, is_production)
    const input = checkInput(op, op.body === 'bytes' ? given : structuredClone(given ?? {}))
    const scope = { call, in_transaction: false, counter: currentScope()?.counter ?? { statements: 0 } }
    const began = performance.now()
    const ended = (how: { output: unknown } | { error: unknown }) => {
      if (op.method !== 'GET') note?.({ module: module.contract.name, op: name, call, input, took_ms: performance.now() - began, ...how })
    }
    try {
      const useCase = module.ops[name]!
      const output = await withScope(scope, () => useCase(needs, input, call))
      if (!is_production) checkOutput(op, `${module.contract.name}.${name}`, output)
      ended({ output })
      return output
    } catch (error) {
      ended({ error })
      throw settled(op, error)
    } finally {
      if (op.method !== 'GET') afterChange()
    }
  }

/** The link to a module in another process. */
export const overHttp =
  (contract: Contract, remote: Remote): Invoke =>
  async (name, given, asked) => {
    const op = opOf(contract, name)
    const call = continueCall(asked)
    refuseInTransaction(contract.name, name)
    return callOverHttp(op, given ?? {}, call, remote)
  }

/** A typed client. `via` names the part of the shop that calls; without it the call is one from outside. */
export const clientOf = <C extends Contract>(contract: C, invoke: Invoke, via?: string): Client<C> => {
  const client: Record<string, unknown> = {}
  for (const name of Object.keys(contract.ops))
    client[name] = (input: unknown, call?: Partial<Call>) => invoke(name, input, { via, ...call })
  return client as Client<C> // built from the same keys the type is mapped over
}

const opOf = (contract: Contract, name: string): Op => {
  const op = contract.ops[name]
  if (!op) throw new Error(`${contract.name} has no operation ${name}`)
  return op
}

/** What the caller says, else what the running request says, else the shop itself. */
const continueCall = (asked: Partial<Call> = {}): Call => {
  const outer = currentScope()?.call
  return {
    actor: outer?.actor ?? (asked.via ? { kind: 'service', name: asked.via } : { kind: 'anonymous' }),
    request_id: outer?.request_id ?? newId(),
    address: outer?.address,
    signal: outer?.signal,
    ...asked,
  }
}

/**
 * A transaction never spans modules: over HTTP it would hold its locks for as long as the neighbour takes,
 * and what the neighbour did could not be rolled back. So it is refused from the first day on, over both links.
 */
const refuseInTransaction = (module: string, op: string) => {
  if (currentScope()?.in_transaction)
    throw failCommon('CALL_INSIDE_TRANSACTION', `${module}.${op} was called inside an open transaction. Call it before or after.`)
}

const RANK = { customer: 1, staff: 2, admin: 3 } as const

/** Deny by default: whatever no line below allows is refused. */
export const checkPolicy = (op: Op, call: Call, is_production: boolean): void => {
  const { policy } = op
  if (policy === 'anyone') return
  if (policy === 'development') {
    if (is_production) throw failCommon('NO_SUCH_ROUTE', 'There is nothing here.')
    return
  }
  if (policy === 'service') {
    if (call.via) return
    throw failCommon('NO_SUCH_ROUTE', 'There is nothing here.')
  }
  if (call.actor.kind === 'service' && call.via) return
  if (call.actor.kind !== 'user') throw failCommon('SIGN_IN_REQUIRED', 'Sign in first.')
  if (!(RANK[call.actor.role] >= RANK[policy]))
    throw failCommon('NOT_ALLOWED', `Only ${policy === 'admin' ? 'administrators' : policy} may do this.`)
}

/** Gives a failure the status its contract declares; an undeclared code is a bug and told as one. */
const settled = (op: Op, error: unknown): unknown => {
  if (!(error instanceof Failure)) return error
  if (error.code in op.errors) error.status = op.errors[error.code]
  else if (error.code in COMMON_ERRORS) error.status = COMMON_ERRORS[error.code as keyof typeof COMMON_ERRORS]
  else
    return failCommon('UNDECLARED_ERROR', `${op.method} ${op.path} failed with ${error.code}, which its contract does not declare.`, {
      cause: error.message,
    })
  return error
}

/** Signs calls between services: a short-lived token that carries the caller and the person it acts for. */
export const callSigner = (key: Uint8Array) => (call: Call, audience: string) =>
  new SignJWT({ via: call.via, actor: call.actor, request_id: call.request_id, address: call.address })
    .setProtectedHeader({ alg: 'HS256', typ: 'souk-call' })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key)
