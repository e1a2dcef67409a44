// How the page is built and tested. The page is served by the console itself, under a strict content security policy.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
  resolve: { tsconfigPaths: true },
  build: {
    // The oldest web views of the three systems: WebKit of macOS 12, WebView2, WebKitGTK.
    target: ["safari15", "chrome105"],
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One page for the agent's window, one for the customer's. Read from the program itself: splitting would save nothing.
    rolldownOptions: { input: ["index.html", "customer.html"] },
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testSetup.ts"],
    restoreMocks: true,
    unstubGlobals: true,
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
