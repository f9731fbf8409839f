const kept = (name: string) => ({
  read: (): string | null => localStorage.getItem(name),
  keep: (id: string | null): void => (id === null ? localStorage.removeItem(name) : localStorage.setItem(name, id)),
})

/** Where this device stands: kept on the device, for every person who signs in at it. */
export const { read: kept_workstation, keep: keep_workstation } = kept('workstation')
/** Which API key makes this device a shared tablet: its id, the key itself is in a cookie that no script reads. */
export const { read: kept_tablet_key, keep: keep_tablet_key } = kept('tablet_key')
