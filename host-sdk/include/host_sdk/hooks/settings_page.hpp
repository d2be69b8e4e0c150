// A plugin's page under Company › Company Settings. The plugin describes it as data, and the host renders it.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// The page's place in the host's menu, and who may open it.
struct PageIdentity {
  /// Part of the page's address; unique among all plugins; 1 to 64 characters of a-z, 0-9, '-'.
  std::string slug;
  /// The menu entry and the page's heading; at most 80 characters.
  std::string title;
  /// The menu path above the title, outermost first: {"Company", "Company Settings"}.
  std::vector<std::string> menu_path;
  /// The role that an account needs to open the page or act on it.
  std::string required_role = "administrator";
};

/// Owned by the plugin; lives from `start` until the plugin's `stop()` returns. Several threads may call it
/// at once, also for one company. Requests are valid for the duration of the call.
class SettingsPage {
 public:
  virtual ~SettingsPage() = default;

  /// The same value at every call. [any]
  [[nodiscard]] virtual PageIdentity identity() const = 0;

  /// Describes the current page, within 2 seconds, so without slow network calls. [page] Errors: any; the
  /// host shows a notice with a reference number and a Retry button.
  virtual Result page(const page::PageRequest& request, page::Page& page) = 0;

  /// Performs an action of the page, within 10 seconds; longer work becomes a job. [page] Before the call the
  /// host checks the role, the CSRF token, and `confirm`, `needs` and `disabled` of a fresh `page()`.
  virtual Result act(const page::ActionRequest& request, page::ActionAnswer& answer) = 0;

  /// Lists options for a picker, within 10 seconds. [page] Errors: any; the list shows them with a Retry
  /// button.
  virtual Result options(const page::OptionsRequest& request, page::OptionsAnswer& answer) = 0;

  /// Handles the browser's return from an external site, within 30 seconds. [page] Before the call the host
  /// checks and consumes the request's `state`. Afterwards it redirects the browser to the page, whatever the
  /// answer, and shows the answer's toast.
  virtual Result callback(const page::CallbackRequest& request, page::ActionAnswer& answer) = 0;
};

}  // namespace host_sdk
