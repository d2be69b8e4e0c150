// Reading one customer's directory. The seam between Google and the rest of the plugin.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/monitor.hpp"
#include "model/directory.hpp"
#include "secret_text.hpp"

namespace gup::google {

/// Receives what is read, page by page. All calls come on the thread that called `DirectoryReader::read`, one
/// at a time; what a function throws ends the reading and is passed on.
class DirectorySink {
 public:
  virtual ~DirectorySink() = default;

  /// One page of the user listing, in no order. A person may come twice; the later page is the newer word.
  virtual void on_users(std::vector<DirectoryUser> page) = 0;

  /// The complete list of the customer's groups, once, before any `on_group`. Answers with the ids of the
  /// groups whose members are wanted.
  virtual std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) = 0;

  /// The members of one group. Answers with the ids of further groups whose members are wanted, too; the
  /// reader lists each group once, however often it is asked for.
  virtual std::vector<std::string> on_group(GroupAnswer answer) = 0;
};

/// A connection to one customer's directory, for one run. Blocking calls; one thread at a time. Errors:
/// throws `gup::Failure` (`access_lost`, `try_again`, `operator_action`, `administrator`) with a sentence
/// that names the call, and `gup::Cancelled`.
class DirectoryReader {
 public:
  virtual ~DirectoryReader() = default;

  /// All units, the root included.
  virtual std::vector<OrganizationalUnit> list_units(host_sdk::TaskMonitor& monitor) = 0;

  /// All groups of the customer.
  virtual std::vector<DirectoryGroup> list_groups(host_sdk::TaskMonitor& monitor) = 0;

  /// Lists all users of the customer and, beside it, the groups and the members that the sink asks for. A
  /// list that fails, is cut short or lacks its shape throws: no short list is ever taken for the truth.
  /// `with_groups` false: users alone, and `on_groups` is not called.
  virtual void read(bool with_groups, DirectorySink& sink, host_sdk::TaskMonitor& monitor) = 0;

  /// Lists all users once more, in one plain list from its first page to its last: for making sure about
  /// people whom `read` did not show. Only `on_users` is called.
  virtual void read_users_again(DirectorySink& sink, host_sdk::TaskMonitor& monitor) = 0;

  /// Asks for each of these people by id, side by side.
  virtual std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                            host_sdk::TaskMonitor& monitor) = 0;

  [[nodiscard]] virtual Usage usage() const = 0;

  /// The refresh token that Google gave in place of ours, if it did: the caller keeps it.
  [[nodiscard]] virtual std::optional<SecretText> replaced_refresh_token() const = 0;
};

}  // namespace gup::google
