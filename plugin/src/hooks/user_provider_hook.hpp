// The hook for the user provider: Google Workspace as a source of target users.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/optional_hooks/user_release.hpp"

namespace gup {

/// Thread-safe.
class UserProviderHook final : public host_sdk::UserProvider, public host_sdk::UserRelease {
 public:
  explicit UserProviderHook(HookContext context) : context_(context) {}

  [[nodiscard]] std::string provider_id() const override;
  [[nodiscard]] std::string display_name() const override;
  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const host_sdk::Actor& actor,
                                    host_sdk::TaskMonitor& monitor, host_sdk::SyncMode mode) override;
  host_sdk::Result remove_all(const host_sdk::Company& company, const host_sdk::Actor& actor,
                              host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result release_all(const std::string& provider_id, const host_sdk::Company& company,
                               const host_sdk::Actor& actor, host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result explain(const host_sdk::PersonRequest& request,
                           host_sdk::Explanation& explanation) override;
  host_sdk::PersonOutcome synchronize_person(const host_sdk::PersonRequest& request,
                                             host_sdk::TaskMonitor& monitor,
                                             host_sdk::SyncMode mode) override;
  host_sdk::Result exclude_person(const host_sdk::PersonRequest& request) override;

 private:
  host_sdk::Result unlink(const host_sdk::Company& company, const host_sdk::Actor& actor, UnlinkedRows rows,
                          host_sdk::TaskMonitor& monitor);
  /// Records in the audit trail that `actor` starts a run, or joins the running one.
  void record_start(const std::string& company_id, const host_sdk::Actor& actor, host_sdk::SyncMode mode);

  HookContext context_;
};

}  // namespace gup
