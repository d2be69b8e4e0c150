// The hook for the settings page: Company › Company Settings › Google User Provisioning.
#pragma once

#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"
#include "host_sdk/hooks/settings_page.hpp"

namespace gup {

/// Draws the page from the stored state and carries out its actions. Thread-safe.
class SettingsPageHook final : public host_sdk::SettingsPage {
 public:
  /// Borrows `jobs` and everything in `context`.
  SettingsPageHook(HookContext context, HookJobs& jobs) : context_(context), jobs_(jobs) {}

  [[nodiscard]] host_sdk::PageIdentity identity() const override;
  host_sdk::Result page(const host_sdk::page::PageRequest& request, host_sdk::page::Page& page) override;
  host_sdk::Result act(const host_sdk::page::ActionRequest& request,
                       host_sdk::page::ActionAnswer& answer) override;
  host_sdk::Result options(const host_sdk::page::OptionsRequest& request,
                           host_sdk::page::OptionsAnswer& answer) override;
  host_sdk::Result callback(const host_sdk::page::CallbackRequest& request,
                            host_sdk::page::ActionAnswer& answer) override;

 private:
  [[nodiscard]] host_sdk::page::ActionAnswer dispatch(const host_sdk::page::ActionRequest& request);

  HookContext context_;
  HookJobs& jobs_;
};

}  // namespace gup
