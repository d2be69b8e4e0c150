// Reads one customer's directory: the interface between the Google client and the rest of the plugin.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "google/directory/directory_requests.hpp"
#include "google/transport/retry_news.hpp"
#include "host_sdk/monitor.hpp"
#include "model/directory.hpp"
#include "model/fields/field_mapping.hpp"
#include "secret_text.hpp"

namespace gup::google {

/// Receives the directory page by page. All calls are made one at a time on the thread that called
/// `DirectoryReader::read`. An exception ends the read and is rethrown there.
class DirectorySink {
 public:
  virtual ~DirectorySink() = default;

  /// One page of the user listing, in no particular order. A user may appear twice; the later page is newer.
  virtual void on_users(std::vector<DirectoryUser> page) = 0;

  /// The complete list of the customer's groups, once, before any `on_group`. Returns the ids of the groups
  /// whose members to list.
  virtual std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) = 0;

  /// The members of one group. Returns the ids of more groups whose members to list; each group is listed
  /// only once.
  virtual std::vector<std::string> on_group(GroupAnswer answer) = 0;
};

/// A connection to one customer's directory, for one run. Blocking calls; one thread at a time. Errors:
/// throws `gup::Failure` (`access_lost`, `try_again`, `operator_action`, `administrator_action`) with a
/// sentence that names the call, and `gup::Cancelled`.
class DirectoryReader {
 public:
  virtual ~DirectoryReader() = default;

  /// Which further fields of users to ask for from now on, and by which mapping to read them; at first none,
  /// by the default mapping.
  virtual void ask_for(const ExtraUserFields& extra, const FieldMapping& mapping) = 0;
  /// Google rejected requests with the mapping's custom attributes, so users were read without them.
  [[nodiscard]] virtual bool custom_fields_refused() const = 0;

  /// The fields of all custom schemas; nullopt if Google does not let the account read them, or does not
  /// answer. Needs a scope of its own.
  virtual std::optional<std::vector<KnownAttribute>> list_attributes(host_sdk::TaskMonitor& monitor) = 0;

  /// Some users, at most 500.
  virtual std::vector<DirectoryUser> sample_users(int at_most, host_sdk::TaskMonitor& monitor) = 0;

  /// All units, the root included: in one request, or in one request for each unit if Google keeps failing
  /// that one.
  virtual std::vector<OrganizationalUnit> list_units(host_sdk::TaskMonitor& monitor) = 0;

  /// All groups of the customer.
  virtual std::vector<DirectoryGroup> list_groups(host_sdk::TaskMonitor& monitor) = 0;

  /// Lists all users of the customer and, concurrently, the groups and the members that the sink requests.
  /// Throws for a list that fails, is incomplete or has the wrong format, so that a short list never counts
  /// as complete. Without `with_groups`, lists users only and does not call `on_groups`.
  virtual void read(bool with_groups, DirectorySink& sink, host_sdk::TaskMonitor& monitor) = 0;

  // Lookups of single objects, sent concurrently. The answers have the order of the questions. An object that
  // keeps failing is `unclear` and does not end the run. When more than 20 in a row got no answer at all,
  // Google cannot be reached, and the run ends with `try_again`.

  /// Users by id. For more than 20, first reads the list of deleted users: a user in it with a deletion time
  /// is gone. Looks up all others.
  virtual std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                            host_sdk::TaskMonitor& monitor) = 0;
  /// The customer that an account, named by its id, belongs to now; nothing if Google does not answer.
  virtual std::optional<std::string> customer_of(const std::string& account_id,
                                                 host_sdk::TaskMonitor& monitor) = 0;
  /// Users by a current address: the primary one or an alias. An answer has the address as its id; `gone` if
  /// no user of the customer has it, `unclear` also if another customer's user has it.
  virtual std::vector<Confirmation> find_users(const std::vector<std::string>& addresses,
                                               host_sdk::TaskMonitor& monitor) = 0;
  /// Groups by id, or by a present address.
  virtual std::vector<GroupLookup> look_up_groups(const std::vector<std::string>& ids,
                                                  host_sdk::TaskMonitor& monitor) = 0;
  /// Units by id.
  virtual std::vector<UnitLookup> look_up_units(const std::vector<std::string>& ids,
                                                host_sdk::TaskMonitor& monitor) = 0;
  /// The direct members of groups, from the first page to the last.
  virtual std::vector<GroupAnswer> list_members(const std::vector<std::string>& group_ids,
                                                host_sdk::TaskMonitor& monitor) = 0;
  /// Whether people are in groups.
  virtual std::vector<MembershipAnswer> ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                        host_sdk::TaskMonitor& monitor) = 0;
  /// The groups of people.
  virtual std::vector<GroupsOfPerson> groups_of(const std::vector<std::string>& person_ids,
                                                host_sdk::TaskMonitor& monitor) = 0;

  /// Calls `listener` from now on, on the thread of each call, while requests to the directory are repeated.
  virtual void on_retry(RetryListener listener) = 0;

  [[nodiscard]] virtual Usage usage() const = 0;

  /// The refresh token that replaces the one in use, if Google issued one: the caller stores it.
  [[nodiscard]] virtual std::optional<SecretText> replaced_refresh_token() const = 0;
};

}  // namespace gup::google
