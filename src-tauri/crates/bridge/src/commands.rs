//! The one command list.

/// Calls the macro `$with` with every command: its doc, name, request and answer; then those that answer raw bytes.
#[macro_export]
macro_rules! for_each_command {
    ($with:ident) => {
        $with! {
            commands {
                /// The first call of a window: what this desk is and which connections it has.
                start(bridge::Nothing) -> bridge::connections::StartAnswer;
                /// Every connection with its health.
                connections(bridge::Nothing) -> bridge::connections::ConnectionsAnswer;
                /// Reads the list of lines again, of one connection or all; progress comes as events.
                refresh_lines(bridge::connections::RefreshRequest) -> bridge::Nothing;
                /// The providers a connection can be made to, and what each proves itself with.
                connection_kinds(bridge::Nothing) -> bridge::connections::ConnectionKindsAnswer;
                /// Makes a connection. The first one takes the place of the practice shop.
                add_connection(bridge::connections::ConnectionDraft) -> bridge::connections::ConnectionView;
                /// One harmless read of a connection, and in plain words what is wrong if it fails.
                test_connection(bridge::connections::TestConnectionRequest) -> bridge::connections::TestAnswer;
                /// Changes a connection's label, environment, address or proxy; its credentials stay.
                edit_connection(bridge::connections::EditConnectionRequest) -> bridge::connections::ConnectionView;
                /// Replaces a connection's credentials.
                rotate_credentials(bridge::connections::RotateRequest) -> bridge::connections::ConnectionView;
                /// Gives the code a provider asks for when its user signs in. One that is not taken is told in the answer.
                answer_sign_in_code(bridge::connections::SignInCodeRequest) -> bridge::connections::ConnectionView;
                /// Signs in from the start, so that another code is sent.
                new_sign_in_code(bridge::connections::SignInRequest) -> bridge::connections::ConnectionView;
                /// Switches a connection on or off: while it is off nothing is asked of it.
                set_connection_enabled(bridge::connections::EnableRequest) -> bridge::connections::ConnectionView;
                /// Removes a connection with its credentials and its cached lines; the ledger keeps its rows.
                remove_connection(bridge::connections::RemoveConnectionRequest) -> bridge::Nothing;
                /// All connections as text for another computer, without any credentials.
                export_connections(bridge::Nothing) -> bridge::connections::ExportAnswer;
                /// Adds the connections of an exported text; their credentials have to be entered here.
                import_connections(bridge::connections::ImportRequest) -> bridge::connections::ImportAnswer;
                /// Whether this computer's keyring can keep credentials. Answers within two seconds.
                keyring_state(bridge::Nothing) -> bridge::connections::KeyringAnswer;
                /// Looks at a list of customers for the desk's own directory, or takes it.
                import_directory(bridge::directory::ImportDirectoryRequest) -> bridge::directory::ImportDirectoryAnswer;
                /// The fault dials of the practice shop; none on a real desk.
                fault_dials(bridge::Nothing) -> bridge::faults::FaultDialsAnswer;
                /// Lets the next requests to a simulated provider go wrong.
                set_fault(bridge::faults::SetFaultRequest) -> bridge::faults::FaultDial;
                /// Takes every fault of a simulated provider away.
                clear_faults(bridge::faults::ClearFaultsRequest) -> bridge::faults::FaultDial;
                /// Finds lines in the local index.
                search(bridge::lines::SearchRequest) -> bridge::lines::SearchAnswer;
                /// Asks the providers for what was typed, beside the local index; each answer is an event.
                ask_providers(bridge::lines::AskProvidersRequest) -> bridge::lines::AskProvidersAnswer;
                /// Stops asking the providers.
                stop_asking(bridge::lines::StopAskingRequest) -> bridge::Nothing;
                /// What needs someone, and the lines opened last.
                home(bridge::Nothing) -> bridge::lines::HomeAnswer;
                /// One line with all that is on its page, from the cache or read afresh.
                line_page(bridge::lines::LinePageRequest) -> bridge::lines::LinePage;
                /// Notes that the customer proved who they are, for one line, customer or order and a few minutes.
                verify_customer(bridge::tasks::VerifyRequest) -> bridge::Verification;
                /// Sends the customer of a line a one-time code of the provider's, as a change of its own.
                send_one_time_code(bridge::tasks::SendCodeRequest) -> bridge::tasks::SentCode;
                /// Looks at what a change would do. Sends nothing.
                preview_change(bridge::actions::PreviewRequest) -> bridge::actions::PreviewAnswer;
                /// Sends a previewed change, once: the same preview again gets the same action.
                submit_change(bridge::actions::SubmitRequest) -> bridge::actions::ActionView;
                /// Every task about a line, a customer, a port order or an account, with why not if not now.
                tasks(bridge::tasks::TasksRequest) -> bridge::tasks::TasksAnswer;
                /// What can be chosen in a field of a task, as the provider has it now.
                task_choices(bridge::tasks::TaskChoicesRequest) -> bridge::tasks::TaskChoicesAnswer;
                /// Does a task that only reads.
                look_up(bridge::tasks::TaskRequest) -> bridge::tasks::TaskAnswerView;
                /// Looks at what a task would change. Sends nothing.
                preview_task(bridge::tasks::TaskRequest) -> bridge::actions::PreviewAnswer;
                /// What a change gave back, while it is kept.
                task_result(bridge::actions::ActionRequest) -> bridge::tasks::TaskAnswerView;
                /// One secret of an answer, for a short while; the ledger notes it first.
                reveal_secret(bridge::tasks::RevealRequest) -> bridge::tasks::Revealed;
                /// Opens the provider's page that an answer names in the browser.
                open_result_link(bridge::actions::ActionRequest) -> bridge::Nothing;
                /// Saves the file of an answer among the user's downloads.
                save_result_file(bridge::actions::ActionRequest) -> bridge::tasks::SavedFile;
                /// Forgets an answer.
                drop_result(bridge::actions::ActionRequest) -> bridge::Nothing;
                /// Notes what a person found out about a change that nothing could prove.
                decide_action(bridge::tasks::DecideRequest) -> bridge::actions::ActionView;
                /// A customer with everything on the page.
                customer_page(bridge::customers::CustomerPageRequest) -> bridge::customers::CustomerPage;
                /// One action.
                action(bridge::actions::ActionRequest) -> bridge::actions::ActionView;
                /// A page of the ledger.
                actions(bridge::actions::ActionsRequest) -> bridge::actions::ActionsAnswer;
                /// Reads back now what became of an action with an unknown outcome.
                check_action(bridge::actions::ActionRequest) -> bridge::actions::ActionView;
                /// Recomputes the ledger's hash chain.
                verify_ledger(bridge::Nothing) -> bridge::actions::ChainAnswer;
                /// Writes all actions to a new CSV file among the user's downloads, and notes that it was done.
                export_actions(bridge::Nothing) -> bridge::actions::ExportedActions;
                /// Puts the activation code of a line on a screen: reads it, checks the picture, notes the showing.
                show_code(bridge::codes::ShowRequest) -> bridge::codes::ShownCode;
                /// Puts a code on a screen that the desk holds: what a change gave back, or what was taken in.
                show_held_code(bridge::codes::ShowHeldRequest) -> bridge::codes::ShownCode;
                /// Takes in a code from outside for a line: checked, held in memory, not yet shown.
                take_in_code(bridge::codes::TakeInRequest) -> bridge::codes::TakenInCode;
                /// Keeps a shown code on screen longer.
                extend_showing(bridge::codes::ShowingRequest) -> bridge::codes::ExtendAnswer;
                /// Takes a shown code off the screen.
                hide_code(bridge::codes::ShowingRequest) -> bridge::Nothing;
                /// Puts a part of a shown code on the clipboard, which clears itself.
                copy_code(bridge::codes::CopyRequest) -> bridge::codes::CopyAnswer;
                /// How the lock stands: the first thing a window asks, and one of the few a locked console answers.
                lock_state(bridge::Nothing) -> bridge::lock::LockState;
                /// Locks the console: windows are emptied, codes go off their screens, proofs of identity are dropped.
                lock(bridge::Nothing) -> bridge::Nothing;
                /// Unlocks it with the PIN, or with a press where there is none.
                unlock(bridge::lock::UnlockRequest) -> bridge::lock::PinAnswer;
                /// Says that somebody is at the desk, so that it does not lock itself.
                still_here(bridge::Nothing) -> bridge::Nothing;
                /// What is set for this desk.
                settings(bridge::Nothing) -> bridge::lock::SettingsView;
                /// Sets it.
                change_settings(bridge::lock::ChangeSettingsRequest) -> bridge::lock::SettingsView;
                /// Sets or changes the PIN.
                set_pin(bridge::lock::SetPinRequest) -> bridge::lock::PinAnswer;
                /// Takes the PIN away.
                remove_pin(bridge::lock::RemovePinRequest) -> bridge::lock::PinAnswer;
            }
            raw {
                /// The PNG of a shown code, each module a whole number of pixels wide.
                code_picture(bridge::codes::PictureRequest);
            }
        }
    };
}
