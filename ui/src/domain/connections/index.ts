// Connections to the providers: how they are, and setting them up.
export { AddConnection, type AddConnectionProps } from "./AddConnection";
export { ConnectionCard, type ConnectionCardProps, type ConnectionSetup } from "./ConnectionCard";
export { ConnectionTag, type ConnectionTagProps } from "./ConnectionTag";
export { ConnectionTest, type ConnectionTestProps } from "./ConnectionTest";
export { Directory, type DirectoryProps } from "./Directory";
export { EditConnection, type EditConnectionProps } from "./EditConnection";
export { EnvironmentTag } from "./EnvironmentTag";
export { ExportDialog } from "./ExportDialog";
export { ImportCustomers, type ImportCustomersProps } from "./ImportCustomers";
export { ImportDialog, type ImportDialogProps } from "./ImportDialog";
export { patchConnection, useConnections, useConnectionTest, useRefreshLines } from "./queries";
export { ListAge, RefreshList } from "./RefreshList";
export { RemoveDialog, type RemoveDialogProps } from "./RemoveDialog";
export { RotateCredentials, type RotateCredentialsProps } from "./RotateCredentials";
export { codeNeeded, SignInCode, type SignInCodeProps } from "./SignInCode";
export { ConnectionTroubles, type ConnectionTroublesProps, ListsBeingRead } from "./Troubles";
