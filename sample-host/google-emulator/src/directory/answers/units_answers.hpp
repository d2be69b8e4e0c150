#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/directory.hpp"

/// The methods of units, customers, domains and custom schemas.
namespace emulator {

boost::json::value units_list(const Call& call);
boost::json::value units_get(const Call& call);
boost::json::value customers_get(const Call& call);
boost::json::value domains_list(const Call& call);
boost::json::value schemas_list(const Call& call);

boost::json::object schema_json(const Emulator& emulator, const Schema& schema);
boost::json::object unit_json(const Emulator& emulator, const Workspace& workspace, Index unit);

}  // namespace emulator
