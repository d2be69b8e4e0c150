// A lease that is released at the end of a scope.
#pragma once

#include <chrono>
#include <string_view>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/company_leases.hpp"

namespace host_sdk {

/// Holds at most one lease:
///
///     LeaseGuard guard(*find_service<CompanyLeases>(host), host.clock());
///     if (auto acquired = guard.acquire(company.id, "import", actor.name, 60s); !acquired.done())
///       return acquired;
///     for (…) {
///       if (auto kept = guard.keep(); !kept.done()) return kept;
///     }
///
/// Borrows both services. One thread. @since 1.9
class LeaseGuard {
 public:
  LeaseGuard(CompanyLeases& leases, const Clock& clock) : leases_(leases), clock_(clock) {}
  /// Releases the lease. If that fails, the lease becomes free at its time.
  ~LeaseGuard() {
    if (lease_.fence != 0) static_cast<void>(leases_.release(lease_));
  }
  LeaseGuard(const LeaseGuard&) = delete;
  LeaseGuard& operator=(const LeaseGuard&) = delete;

  /// Like `CompanyLeases::acquire`. Call it once for each guard.
  Result acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                 std::chrono::seconds lifetime) {
    lifetime_ = lifetime;
    return leases_.acquire(company_id, name, holder, lifetime, lease_);
  }

  /// Renews the lease when a third of its lifetime has passed; call it between steps that take less than the
  /// other two thirds. Errors: as `CompanyLeases::renew`; `try_again` while the lease cannot be renewed,
  /// which its fencing number makes harmless.
  Result keep() {
    if (clock_.now() < lease_.expires_at - lifetime_ * 2 / 3) return Result::ok();
    return leases_.renew(lease_, lifetime_);
  }

  /// For `sql::holds_lease`. `fence` is 0 before `acquire`.
  [[nodiscard]] const CompanyLease& lease() const { return lease_; }

 private:
  CompanyLeases& leases_;
  const Clock& clock_;
  std::chrono::seconds lifetime_{0};
  CompanyLease lease_;
};

}  // namespace host_sdk
