#include "hooks/page/stored_patterns.hpp"

#include <array>

#include "host_sdk/language.hpp"

namespace gup {
namespace {

using host_sdk::tr_later;

/// Without the period at the end; of two that fit, the first one counts.
constexpr std::array kPatterns = {
    // Why people are in or out.
    tr_later("Deleted in Google"),
    tr_later("Suspended in Google"),
    tr_later("Archived in Google"),
    tr_later("No longer in a selected organizational unit"),
    tr_later("No longer a member of any group"),
    tr_later("No longer a member of a selected group"),
    tr_later("Member of {group} and {count} more group"),
    tr_later("Member of {group} and {count} more groups"),
    tr_later("Member of {group}"),
    tr_later("In /{unit}"),
    tr_later("In /"),
    tr_later("to be deleted on {date} unless the person returns"),
    tr_later("inactive since {date}"),
    tr_later("approved by {person}"),
    tr_later("Excluded: address {address}"),
    tr_later("Excluded: matches {pattern}"),
    tr_later("Excluded: in the unit {unit}"),
    tr_later("Excluded: member of the group {group}"),
    tr_later("Excluded: guest in Google ({text})"),
    tr_later("Excluded: guest in Google"),
    tr_later("Excluded: has no mailbox in Google ({text})"),
    tr_later("Excluded: has no mailbox in Google"),
    tr_later("Excluded: has never signed in to Google ({text})"),
    tr_later("Excluded: has never signed in to Google"),
    tr_later("Excluded: domain {domain}"),
    tr_later("no name in Google"),
    tr_later("{fields} in Google cannot be used"),
    tr_later("{fields} cut, because it is too long"),
    tr_later("An existing target user with this email address is now managed from Google"),
    tr_later("Available again: {reason}"),
    tr_later("Changed in the host and restored"),
    tr_later("it stays inactive, as an administrator set it"),
    tr_later("the target user was not changed"),
    tr_later("the target group was not changed"),
    tr_later("Google did not confirm that this user left the selected groups"),
    tr_later("Google did not confirm that this user is excluded"),
    tr_later("Google did not confirm whether this user was deleted"),
    tr_later("Google did not list the user's organizational unit"),
    tr_later("The target group would be deleted"),
    tr_later("The target group would lose all its members"),
    tr_later("Not a user of this Google Workspace"),
    tr_later("A target user with the email address {address} already exists, and the settings skip existing "
             "target users"),
    tr_later("No email address in Google"),
    // Memberships and target groups.
    tr_later("Added to {list}"),
    tr_later("Removed from {list}"),
    tr_later("Target group {group} is created"),
    tr_later("Target group {group} is renamed to {name}"),
    tr_later("Target group {group} is deleted: its unit or group is no longer selected"),
    tr_later("Target group {group} is deleted: no synced user has its value, or values no longer make target "
             "groups"),
    tr_later("Target group {group} is released: it has members that were added by hand"),
    // Undone runs.
    tr_later("Run {run} had added this user"),
    tr_later("Run {run} had created this target group"),
    tr_later("Changed back to the values before run {run}"),
    tr_later("Restored: run {run} had removed this user"),
    tr_later("Restored: run {run} had deleted this target group"),
    tr_later("Left alone: {reason}"),
    tr_later("Target group left alone: {reason}"),
    tr_later("changed by hand since"),
    tr_later("a later run changed it"),
    tr_later("already deleted"),
    tr_later("deleted since"),
    // What became of selected units and groups.
    tr_later("was deleted in Google"),
    tr_later("is no longer visible in Google"),
    tr_later("could not be read, because Google kept failing"),
    tr_later("is missing from Google's list, although Google still knows it"),
    // The outcome of a run.
    tr_later("{count} added"),
    tr_later("{count} updated"),
    tr_later("{count} removed"),
    tr_later("{count} reactivated"),
    tr_later("{count} held"),
    tr_later("{count} kept unchanged"),
    tr_later("{count} skipped"),
    tr_later("{count} failed"),
    tr_later("A sync would make these changes: {reason}"),
    tr_later("Nothing has been changed"),
    tr_later("Sync of {person}: {reason}"),
    tr_later("{count} removal is above the limit and held: no user or target group was removed, all other "
             "changes were applied"),
    tr_later("{count} removals are above the limit and held: no user or target group was removed, all other "
             "changes were applied"),
    tr_later("Without them, no user would stay selected"),
    tr_later("At once, {count} of {total} user would be gone: more than half"),
    tr_later("At once, {count} of {total} users would be gone: more than half"),
    tr_later("At once, {count} of {total} users and target groups would be gone: more than half"),
    tr_later("Within {reason}, {count} of {total} users would be gone"),
    tr_later("Within {reason}, {count} of {total} users and target groups would be gone"),
    tr_later("the limit is {reason}"),
    tr_later("{percent}% and at least {count} user within {reason}"),
    tr_later("{percent}% and at least {count} users within {reason}"),
    tr_later("{count} day"),
    tr_later("{count} days"),
    tr_later("{count} hour"),
    tr_later("{count} hours"),
    tr_later("Members of units or groups that Google no longer shows stay as they are ({count}): check the "
             "selection"),
    tr_later("{count} user is missing from a list of Google, which did not confirm that they left: they stay "
             "as they are"),
    tr_later("{count} users are missing from a list of Google, which did not confirm that they left: they "
             "stay as they are"),
    tr_later("Google showed the members of none of the selected groups"),
    tr_later("{count} held removal was dismissed: {reason}"),
    tr_later("{count} held removals were dismissed: {reason}"),
    tr_later("the target user stays as it is"),
    tr_later("the target users stay as they are"),
    tr_later("The sync was stopped before anything was changed"),
    tr_later("{count} user and {total} target group deleted"),
    tr_later("{count} user and {total} target groups deleted"),
    tr_later("{count} users and {total} target group deleted"),
    tr_later("{count} users and {total} target groups deleted"),
    tr_later("{count} user and {total} target group kept"),
    tr_later("{count} user and {total} target groups kept"),
    tr_later("{count} users and {total} target group kept"),
    tr_later("{count} users and {total} target groups kept"),
    tr_later("The access to Google was revoked"),
    tr_later("As previewed"),
    tr_later("{person} approved {count} removal"),
    tr_later("{person} approved {count} removals"),
    // Remarks.
    tr_later("{count} user leaves because of exclusions: {list}"),
    tr_later("{count} users leave because of exclusions: {list}"),
    tr_later("{count} target user was changed in the host and restored: {list}"),
    tr_later("{count} target users were changed in the host and restored: {list}"),
    tr_later("{count} target user was deleted in the host and created again: {list}"),
    tr_later("{count} target users were deleted in the host and created again: {list}"),
    tr_later("{count} user has a text in Google that is too long and was cut: {list}"),
    tr_later("{count} users have texts in Google that are too long and were cut: {list}"),
    tr_later(
        "{count} user has a field in Google that cannot be used; the target user keeps its value: {list}"),
    tr_later("{count} users have fields in Google that cannot be used; the target users keep their values: "
             "{list}"),
    tr_later("{count} user has no name in Google; the target user keeps its name, or has the address as "
             "name: {list}"),
    tr_later("{count} users have no names in Google; the target users keep their names, or have the address "
             "as name: {list}"),
    tr_later("{count} target user stays inactive because an administrator set the status in the host"),
    tr_later("{count} target users stay inactive because an administrator set the status in the host"),
    tr_later("{count} group was skipped because Google does not show the members: {list}"),
    tr_later("{count} groups were skipped because Google does not show the members: {list}"),
    tr_later("Members from outside this Google Workspace were skipped: {list}"),
    // An undo.
    tr_later("The sync of {date}, {time} was undone: {reason}"),
    tr_later("The unlink of {date}, {time} was undone: {reason}"),
    tr_later("The daily sync is paused"),
    tr_later("Check the settings, then start the sync"),
    tr_later("The daily sync is paused, because the next sync would make the same changes again"),
    tr_later("Change the selection, the settings or Google first, then start the sync"),
    tr_later("{count} user restored"),
    tr_later("{count} users restored"),
    tr_later("{count} target group restored"),
    tr_later("{count} target groups restored"),
    tr_later("{count} user changed back"),
    tr_later("{count} users changed back"),
    tr_later("{count} target group changed back"),
    tr_later("{count} target groups changed back"),
    tr_later("{count} user deleted"),
    tr_later("{count} users deleted"),
    tr_later("{count} target group deleted"),
    tr_later("{count} target groups deleted"),
    tr_later("{count} membership restored"),
    tr_later("{count} memberships restored"),
    tr_later("{count} membership removed"),
    tr_later("{count} memberships removed"),
    // Why a run failed, or the access was lost.
    tr_later("Google could not be reached for {call}"),
    tr_later("Google could not be reached"),
    tr_later("Google did not answer {call} in time"),
    tr_later("Google kept rate-limiting {call}"),
    tr_later("Google kept failing {call}"),
    tr_later("giving up after {count} attempts"),
    tr_later("Google sent an unexpected answer to {call}"),
    tr_later("Google refused {call} because the connection is no longer valid"),
    tr_later("Google refused {call} because a permission was not granted"),
    tr_later("Connect again and leave every box checked"),
    tr_later("Google refused {call} because API access is turned off for the domain"),
    tr_later("Turn it on in Google's Admin console under Security, API controls"),
    tr_later("Google refused {call} because the project's daily quota is used up"),
    tr_later("Google refused {call} because the Admin SDK API is not enabled in the Google Cloud project of "
             "the OAuth client or service account"),
    tr_later("Enable it at {address} and wait a few minutes"),
    tr_later("The connected account needs an administrator role that can read users, groups and "
             "organizational units"),
    tr_later("Assign one in Google's Admin console, or connect with another account"),
    tr_later("Google ended the connection: the access was revoked, the account was disabled, or the "
             "connection was unused for a long time"),
    tr_later("Google ended the connection: the app's access was removed, the account's password or security "
             "settings changed, or the connection expired"),
    tr_later("If this happens every seven days, the OAuth client's consent screen is still in testing; the "
             "operator of this platform must publish it"),
    tr_later("Google ended the connection: the connected account was deleted"),
    tr_later("Google ended the connection: it was not used for six months"),
    tr_later(
        "Google ended the connection: your session control policy requires a new sign-in for this account"),
    tr_later("Connect to Google again, and exempt this app from session control in Google's Admin console"),
    tr_later("Google stopped the connection: the connected account is suspended or restricted"),
    tr_later("Restore it in Google's Admin console, or connect to Google again with another administrator's "
             "account"),
    tr_later("Connect to Google again with another administrator's account"),
    tr_later("Connect to Google again"),
    tr_later("A policy of your Google Workspace does not allow this app"),
    tr_later("Mark it as trusted in Google's Admin console under Security, API controls, then connect again"),
    tr_later("Google no longer accepts this key: it was deleted or disabled"),
    tr_later("The connection to Google was changed during this run, so the sync will be retried"),
    tr_later("Nothing was changed"),
    tr_later("Nothing was done"),
    tr_later("Try again later"),
    // What a run does at the moment.
    tr_later("reading the directory"),
    tr_later("working out what changes"),
    tr_later("applying changes"),
    tr_later("releasing users and groups"),
    tr_later("deleting users and groups"),
    tr_later("rows"),
    tr_later("groups"),
    tr_later("users"),
    tr_later("users read"),
    tr_later("added"),
    tr_later("updated"),
    tr_later("removed"),
    tr_later("skipped"),
    tr_later("failed"),
};

}  // namespace

std::span<const char* const> stored_patterns() {
  return kPatterns;
}

}  // namespace gup
