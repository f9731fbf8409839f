/** Where this device stands: kept on the device, for every person who signs in at it. */
const kept_as = 'workstation'

export const kept_workstation = (): string | null => localStorage.getItem(kept_as)

export function keep_workstation(id: string | null): void {
  if (id === null) localStorage.removeItem(kept_as)
  else localStorage.setItem(kept_as, id)
}
