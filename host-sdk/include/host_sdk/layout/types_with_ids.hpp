// The types of the services and hooks that are found by an id. They never change: another interface has
// another id. So they are not part of the build signature, and plugins do not include this header. A test
// compares their fingerprints with those of their release.
#pragma once

#include "host_sdk/layout/describe.hpp"
#include "host_sdk/optional_hooks/user_release.hpp"
#include "host_sdk/optional_services/calendar.hpp"
#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/services/company_settings.hpp"

namespace host_sdk::layout {

/// "host_sdk.company_leases/1". @since 1.9
using CompanyLeaseTypes =
    TypeList<CompanyLease, LeaseHolder,
             Interface<&CompanyLeases::acquire, &CompanyLeases::renew, &CompanyLeases::release,
                       &CompanyLeases::find, &CompanyLeases::fence_query>>;

/// "host_sdk.company_settings/1". @since 1.9
using CompanySettingsTypes =
    TypeList<SettingsVersion, Interface<&CompanySettings::read, &CompanySettings::save,
                                        &CompanySettings::history, &CompanySettings::erase>>;

/// "host_sdk.calendar/1". @since 1.9
using CalendarTypes =
    TypeList<DateRange, Interface<&Calendar::quiet_dates, &Calendar::set_quiet_dates, &Calendar::zones>>;

/// "host_sdk.user_release/1". @since 1.9
using UserReleaseTypes = TypeList<Interface<&UserRelease::release_all>>;

}  // namespace host_sdk::layout
