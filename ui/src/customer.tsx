// The start of the page for the customer's screen. It is always light: what it shows is scanned.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/shared/tokens.css";
import "@/shared/base.css";
import { CustomerWindow } from "@/views/CustomerWindow";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <CustomerWindow />
    </StrictMode>,
  );
}
