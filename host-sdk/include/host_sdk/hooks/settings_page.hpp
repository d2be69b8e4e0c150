// A page of a plugin under Company › Company Settings, described as data and drawn by the host.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// Where the page stands in the host's menu and who may open it.
struct PageIdentity {
  /// Part of the address; unique over all plugins; 1 to 64 characters of a-z, 0-9, '-'.
  std::string slug;
  std::string title;
  /// The menu path above the title, outermost first: {"Company", "Company Settings"}.
  std::vector<std::string> menu_path;
  /// The role that an account needs to open the page or act on it.
  std::string required_role = "administrator";
};

/// Owned by the plugin; lives from `start` until the plugin's `stop()` has returned. Calls for one company
/// may come from several threads at once.
class SettingsPage {
 public:
  virtual ~SettingsPage() = default;

  /// The same in every call. [any]
  [[nodiscard]] virtual PageIdentity identity() const = 0;

  /// The page as it stands now. [page] Within 2 seconds, so nothing from a slow network. Errors: any; the
  /// host shows its own notice with a reference number and Retry.
  virtual Result page(const page::PageRequest& request, page::Page& page) = 0;

  /// Carries out an action of the page and answers with exactly one outcome. [page] Within 10 seconds; longer
  /// work becomes a job. The host has checked role, CSRF token, `confirm`, `needs` and `disabled` against a
  /// fresh `page()` before.
  virtual Result act(const page::ActionRequest& request, page::ActionAnswer& answer) = 0;

  /// Options for a picker. [page] Within 10 seconds. An error becomes a retry row in the list.
  virtual Result options(const page::OptionsRequest& request, page::OptionsAnswer& answer) = 0;

  /// The browser's return from a foreign site. [page] Within 30 seconds. The host has checked and used up its
  /// `state` before. The browser is sent back to the page afterwards, whatever the answer; its toast is
  /// shown.
  virtual Result callback(const page::CallbackRequest& request, page::ActionAnswer& answer) = 0;
};

}  // namespace host_sdk
