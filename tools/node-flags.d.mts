export const SERVING: string[]
