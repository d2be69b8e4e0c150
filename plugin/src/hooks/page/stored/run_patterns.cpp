#include "hooks/page/stored/run_patterns.hpp"

#include "host_sdk/language.hpp"

namespace gup {
namespace {

using host_sdk::tr_later;

/// Each is one sentence without its period, or several with it. If several match, the first one is used.
constexpr const char* kRunPatterns[] = {
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
    tr_later("{count} removal is above the limit and held: all other changes were applied"),
    tr_later("{count} removals are above the limit and held: all other changes were applied"),
    tr_later(
        "{count} removal waits for your approval: no user or target group was removed, all other changes "
        "were applied"),
    tr_later(
        "{count} removals wait for your approval: no user or target group was removed, all other changes "
        "were applied"),
    tr_later("{count} removal waits for your approval: all other changes were applied"),
    tr_later("{count} removals wait for your approval: all other changes were applied"),
    tr_later("Without them, no user would stay selected"),
    tr_later("At once, {count} of {total} user would be gone: more than half"),
    tr_later("At once, {count} of {total} users would be gone: more than half"),
    tr_later("At once, {count} of {total} users and target groups would be gone: more than half"),
    tr_later("Within {period}, {count} of {total} users would be gone"),
    tr_later("Within {period}, {count} of {total} users and target groups would be gone"),
    tr_later("the limit is {reason}"),
    tr_later("{percent}% and at least {count} user within {period}"),
    tr_later("{percent}% and at least {count} users within {period}"),
    tr_later("{count} user stays as it is"),
    tr_later("{count} users stay as they are"),
    tr_later("{count} more unit or group is missing in Google or could not be read"),
    tr_later("{count} more units or groups are missing in Google or could not be read"),
    tr_later("Its memberships stay as they are"),
    tr_later("Their memberships stay as they are"),
    tr_later("It adds no users for now"),
    tr_later("They add no users for now"),
    tr_later("Check the selection"),
    tr_later("{count} user stays as it is, because Google did not list the user's organizational unit"),
    tr_later("{count} users stay as they are, because Google did not list their organizational units"),
    // Of older runs.
    tr_later("Members of units or groups that Google no longer shows stay as they are ({count}): check the "
             "selection"),
    tr_later(
        "{count} excluded unit or group was deleted in Google or could not be read, so everyone it excluded "
        "stays excluded: check the exclusions"),
    tr_later("{count} excluded units or groups were deleted in Google or could not be read, so everyone they "
             "excluded stays excluded: check the exclusions"),
    tr_later(
        "Google has no values of the custom attribute {attribute} of the field mapping: those fields stay "
        "as they are for everyone"),
    tr_later(
        "Google has no values of the custom attributes {list} of the field mapping: those fields stay as "
        "they are for everyone"),
    tr_later("{count} user is missing from a list of Google, which did not confirm that they left: they stay "
             "as they are"),
    tr_later("{count} users are missing from a list of Google, which did not confirm that they left: they "
             "stay as they are"),
    tr_later("Google did not show the members of any of the selected groups"),
    // The former wording, which earlier runs stored.
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
    // How a sync differed from its preview.
    tr_later("Since the preview: {reason}"),
    tr_later("{count} more user was added"),
    tr_later("{count} more users were added"),
    tr_later("{count} fewer user was added"),
    tr_later("{count} fewer users were added"),
    tr_later("{count} more user was updated"),
    tr_later("{count} more users were updated"),
    tr_later("{count} fewer user was updated"),
    tr_later("{count} fewer users were updated"),
    tr_later("{count} more user was reactivated"),
    tr_later("{count} more users were reactivated"),
    tr_later("{count} fewer user was reactivated"),
    tr_later("{count} fewer users were reactivated"),
    tr_later("{count} more user was removed"),
    tr_later("{count} more users were removed"),
    tr_later("{count} fewer user was removed"),
    tr_later("{count} fewer users were removed"),
    tr_later("{count} more removal was held"),
    tr_later("{count} more removals were held"),
    tr_later("{count} fewer removal was held"),
    tr_later("{count} fewer removals were held"),
    tr_later("{count} more user was kept unchanged"),
    tr_later("{count} more users were kept unchanged"),
    tr_later("{count} fewer user was kept unchanged"),
    tr_later("{count} fewer users were kept unchanged"),
    tr_later("{count} more user was skipped"),
    tr_later("{count} more users were skipped"),
    tr_later("{count} fewer user was skipped"),
    tr_later("{count} fewer users were skipped"),
    tr_later("{count} more user failed"),
    tr_later("{count} more users failed"),
    tr_later("{count} fewer user failed"),
    tr_later("{count} fewer users failed"),
    tr_later("{count} more target group was created"),
    tr_later("{count} more target groups were created"),
    tr_later("{count} fewer target group was created"),
    tr_later("{count} fewer target groups were created"),
    tr_later("{count} more target group was renamed"),
    tr_later("{count} more target groups were renamed"),
    tr_later("{count} fewer target group was renamed"),
    tr_later("{count} fewer target groups were renamed"),
    tr_later("{count} more target group was deleted"),
    tr_later("{count} more target groups were deleted"),
    tr_later("{count} fewer target group was deleted"),
    tr_later("{count} fewer target groups were deleted"),
    tr_later("{count} more membership was added"),
    tr_later("{count} more memberships were added"),
    tr_later("{count} fewer membership was added"),
    tr_later("{count} fewer memberships were added"),
    tr_later("{count} more membership was removed"),
    tr_later("{count} more memberships were removed"),
    tr_later("{count} fewer membership was removed"),
    tr_later("{count} fewer memberships were removed"),
    // Remarks.
    tr_later("{count} user leaves because of exclusions: {list}"),
    tr_later("{count} users leave because of exclusions: {list}"),
    tr_later("{count} removal because of exclusions is held: {list}"),
    tr_later("{count} removals because of exclusions are held: {list}"),
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
    tr_later("The organizational unit {unit} was deleted in Google"),
    tr_later("The organizational unit {unit} is no longer visible in Google"),
    tr_later("The organizational unit {unit} is missing from Google's list, although Google still knows it"),
    tr_later("The group {group} was deleted in Google and recreated with the address {address}"),
    tr_later("The group {group} was deleted in Google"),
    tr_later("The group {group} is no longer visible in Google"),
    tr_later("The group {group} could not be read, because Google kept failing"),
    tr_later("The group {group} is missing from Google's list, although Google still knows it"),
    tr_later("Its people stay unchanged {reason}"),
    tr_later("It adds no users {reason}"),
    tr_later("Use the new group, or remove the old one from the selection"),
    tr_later("Remove it from the selection"),
    tr_later("until it can be read again or you remove it from the selection"),
    tr_later("until it can be read again"),
    tr_later("Its {count} person stays unchanged {reason}"),
    tr_later("Its {count} people stay unchanged {reason}"),
    tr_later("until you use the new group or remove the old one from the selection"),
    tr_later("until you remove it from the selection"),
    tr_later("until it is listed again"),
    tr_later("until it is visible again or you remove it from the selection"),
    tr_later("until it is visible again"),
    tr_later("The target group {group} was deleted in the host and created again"),
    tr_later("The target group {group} was renamed in the host and is named {name} again"),
    tr_later("The name {name} is already in use; the target group of {text} is named {other}"),
    tr_later("{count} target group was linked to Google again, because what the last syncs had stored about "
             "it is lost: {list}"),
    tr_later("{count} target groups were linked to Google again, because what the last syncs had stored "
             "about them is lost: {list}"),
    tr_later("{count} person has no {field} and is in no target group"),
    tr_later("{count} people have no {field} and are in no target group"),
    tr_later("The field “{field}” has {count} different values, and at most {total} target groups are "
             "created: no target group was changed"),
    tr_later("Select another field for the target groups"),
    tr_later("Google no longer has values of the custom attribute {attribute}, so {fields} stays as it is "
             "for everyone"),
    tr_later("No one in Google has a value of the custom attribute {attribute}, so {fields} stays as it is "
             "for everyone"),
    tr_later("Remove the attribute from the mapping under Fields if it was deleted, or if its values were "
             "removed on purpose"),
    tr_later("Check the spelling under Fields, or remove the attribute from the mapping until it has values"),
    tr_later("The excluded unit {unit} was deleted in Google, so no one is in it"),
    tr_later("Remove the exclusion"),
    tr_later("The excluded unit {unit} could not be read"),
    tr_later("The excluded group {group} was deleted in Google"),
    tr_later("The excluded group {group} could not be read"),
    tr_later("Everyone it excluded stays excluded, and no one leaves because of it, until you remove the "
             "exclusion"),
    tr_later("Everyone it excluded stays excluded, and no one leaves because of it, until it can be read "
             "again or you remove the exclusion"),
    tr_later("{count} of these users stays, because Google did not confirm that they have to leave"),
    tr_later("{count} of these users stay, because Google did not confirm that they have to leave"),
    tr_later("{count} of these users stays, because Google no longer shows that they have to leave"),
    tr_later("{count} of these users stay, because Google no longer shows that they have to leave"),
    tr_later("{count} of these target groups stays, because users in it have held removals"),
    tr_later("{count} of these target groups stay, because users in them have held removals"),
    // Former wordings, which earlier runs stored.
    tr_later(
        "{count} excluded unit or group was deleted in Google or could not be read, so whoever it kept out "
        "stays out: check the exclusions"),
    tr_later(
        "{count} excluded units or groups were deleted in Google or could not be read, so whoever they kept "
        "out stays out: check the exclusions"),
    tr_later("The field “{field}” has {count} different values, and at most {total} target groups are made: "
             "no target group was changed"),
    tr_later("Take the attribute out of the mapping under Fields if it was deleted, or if its values were "
             "removed on purpose"),
    tr_later("Check the spelling under Fields, or take the attribute out of the mapping until it has values"),
    tr_later(
        "Whoever it kept out stays out, and no one leaves because of it, until you remove the exclusion"),
    tr_later("Whoever it kept out stays out, and no one leaves because of it, until it can be read again or "
             "you remove the exclusion"),
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
    // Why a run failed, or access was lost.
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
    tr_later("The stored Google credentials are missing or cannot be decrypted"),
    tr_later("The stored key of the service account cannot be used"),
    tr_later("Enter it again"),
    tr_later("The connection to Google was changed during this run, so the sync will be retried"),
    tr_later("The connection to Google changed at the same time"),
    tr_later("Nothing was done"),
    tr_later("Try again later"),
    // What a run is doing.
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

std::span<const char* const> run_patterns() {
  return kRunPatterns;
}

}  // namespace gup
