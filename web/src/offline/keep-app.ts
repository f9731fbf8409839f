/** Lets the browser keep the app’s own files, so that a terminal can be loaded again without a network. Over https, and on the device itself. */
export function keep_app(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    void navigator.serviceWorker.register('/sw.js').catch(() => undefined) // without it the page works, but only with a network
  }
}
