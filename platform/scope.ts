import { AsyncLocalStorage } from 'node:async_hooks'
import type { Call } from './contract.ts'

/** What belongs to one request while it runs through the modules. Only the platform looks in here; use cases get their call as an argument. */
export type Scope = {
  call: Call
  /** true between BEGIN and COMMIT: no module may be called then */
  in_transaction: boolean
  /** shared by all calls of one request */
  counter: { statements: number }
}

const storage = new AsyncLocalStorage<Scope>()

export const currentScope = (): Scope | undefined => storage.getStore()
export const withScope = <T>(scope: Scope, work: () => T): T => storage.run(scope, work)

const NOBODY: Call = { actor: { kind: 'anonymous' }, request_id: '-' }

/** Runs `work` as the body of a transaction: calls to modules are refused inside. */
export const insideTransaction = <T>(work: () => T): T => {
  const outer = storage.getStore()
  return storage.run({ call: outer?.call ?? NOBODY, counter: outer?.counter ?? { statements: 0 }, in_transaction: true }, work)
}

/** Counts the SQL statements of `work`; for tests and `/metrics`. */
export const countStatements = async <T>(work: () => Promise<T>): Promise<{ result: T; statements: number }> => {
  const counter = { statements: 0 }
  const result = await storage.run({ call: storage.getStore()?.call ?? NOBODY, in_transaction: false, counter }, work)
  return { result, statements: counter.statements }
}
