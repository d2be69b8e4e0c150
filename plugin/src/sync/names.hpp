// Names that the engine and the hooks share.
#pragma once

#include "model/secret_names.hpp"

namespace gup {

inline constexpr const char* kPageSlug = "google-user-provisioning";
inline constexpr const char* kDailySyncTask = "google-user-provisioning.daily-sync";
inline constexpr const char* kCleanUpTask = "google-user-provisioning.clean-up";
/// Checks whether lost access was restored. Scheduled only while that is possible.
inline constexpr const char* kAccessCheckTask = "google-user-provisioning.access-check";

/// Whether the company wants its daily sync. Not a secret, but the store is durable and shared by all hosts.
inline constexpr const char* kDailySyncWanted = "daily-sync";

/// Topics of notices to a company's administrators.
inline constexpr const char* kAccessNotice = "google-access";
inline constexpr const char* kHeldNotice = "google-held";
inline constexpr const char* kFailingNotice = "google-failing";
inline constexpr const char* kConnectNotice = "google-connect";
inline constexpr const char* kRecoveredNotice = "google-recovered";
/// All topics, to clear them at an unlink.
inline constexpr const char* kNotices[] = {kAccessNotice, kHeldNotice, kFailingNotice, kConnectNotice,
                                           kRecoveredNotice};

}  // namespace gup
