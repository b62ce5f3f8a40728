// Waits for Ctrl-C, or for a time to pass.

export const untilStopped = (seconds?: number): Promise<void> =>
  new Promise((done) => {
    const timer = seconds === undefined ? undefined : setTimeout(() => end(), seconds * 1000);
    const end = () => {
      clearTimeout(timer);
      process.removeListener("SIGINT", end);
      process.removeListener("SIGTERM", end);
      done();
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  });
