// The start of the page.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/shared/tokens.css";
import "@/shared/base.css";
import { startTheme } from "@/shared";
import { App } from "@/views/App";

startTheme();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
