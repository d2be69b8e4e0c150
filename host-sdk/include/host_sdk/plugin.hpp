// Everything that a plugin needs.
#pragma once

#include "host_sdk/build_signature.hpp"
#include "host_sdk/entry.hpp"
#include "host_sdk/plugin_root.hpp"
#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/services/company_settings.hpp"
