import { module } from '#platform/module.ts'
import { changePassword } from './change-password.ts'
import { changeRole } from './change-role.ts'
import { customers } from './contract.ts'
import { endSession, logout } from './end-session.ts'
import { ensureAdmin } from './ensure-admin.ts'
import { forgetExpired } from './forget-expired.ts'
import { listCustomers, readCustomer } from './list-customers.ts'
import { login, signIn } from './login.ts'
import { readMe, updateMe } from './me.ts'
import type { CustomersPorts } from './needs.ts'
import { readSession } from './read-session.ts'
import { register, signUp } from './register.ts'
import { readSetup, setUpAdmin } from './set-up-admin.ts'
import { changeTerms, readTerms } from './terms.ts'

export const customersModule = (ports: CustomersPorts) =>
  module(customers, {
    folder: import.meta.dirname,
    ports,
    ops: {
      register,
      login,
      logout,
      readMe,
      updateMe,
      changePassword,
      signUp,
      signIn,
      readSession,
      endSession,
      readSetup,
      setUpAdmin,
      ensureAdmin,
      listCustomers,
      readCustomer,
      changeRole,
      readTerms,
      changeTerms,
    },
    every: { forget_expired: { seconds: 600, run: forgetExpired } },
  })
