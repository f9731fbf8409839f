// Written by `npm run gen` from src/domain. Do not edit.
import { create as linesCreate } from './floor/lines/create.ts'
import { remove as linesDelete } from './floor/lines/delete.ts'
import { get as linesGet } from './floor/lines/get.ts'
import { list as linesList } from './floor/lines/list.ts'
import { update as linesUpdate } from './floor/lines/update.ts'
import { list as loansList } from './floor/loans/list.ts'
import { create as machineMessagesCreate } from './floor/machine-messages/create.ts'
import { list as machineMessagesList } from './floor/machine-messages/list.ts'
import { statistics as machineMessagesStatistics } from './floor/machine-messages/statistics.ts'
import { list as machineStateChangesList } from './floor/machine-state-changes/list.ts'
import { change_state as machinesChangeState } from './floor/machines/change-state.ts'
import { create as machinesCreate } from './floor/machines/create.ts'
import { remove as machinesDelete } from './floor/machines/delete.ts'
import { get as machinesGet } from './floor/machines/get.ts'
import { list as machinesList } from './floor/machines/list.ts'
import { report_state as machinesReportState } from './floor/machines/report-state.ts'
import { update as machinesUpdate } from './floor/machines/update.ts'
import { create as maintenanceRequestsCreate } from './floor/maintenance-requests/create.ts'
import { get as maintenanceRequestsGet } from './floor/maintenance-requests/get.ts'
import { list as maintenanceRequestsList } from './floor/maintenance-requests/list.ts'
import { move as maintenanceRequestsMove } from './floor/maintenance-requests/move.ts'
import { update as maintenanceRequestsUpdate } from './floor/maintenance-requests/update.ts'
import { create as plantsCreate } from './floor/plants/create.ts'
import { remove as plantsDelete } from './floor/plants/delete.ts'
import { get as plantsGet } from './floor/plants/get.ts'
import { list as plantsList } from './floor/plants/list.ts'
import { update as plantsUpdate } from './floor/plants/update.ts'
import { create as reasonsCreate } from './floor/reasons/create.ts'
import { remove as reasonsDelete } from './floor/reasons/delete.ts'
import { get as reasonsGet } from './floor/reasons/get.ts'
import { list as reasonsList } from './floor/reasons/list.ts'
import { update as reasonsUpdate } from './floor/reasons/update.ts'
import { assign as resourcesAssign } from './floor/resources/assign.ts'
import { create as resourcesCreate } from './floor/resources/create.ts'
import { remove as resourcesDelete } from './floor/resources/delete.ts'
import { get as resourcesGet } from './floor/resources/get.ts'
import { list as resourcesList } from './floor/resources/list.ts'
import { release as resourcesRelease } from './floor/resources/release.ts'
import { sync as resourcesSync } from './floor/resources/sync.ts'
import { update as resourcesUpdate } from './floor/resources/update.ts'
import { create as workstationsCreate } from './floor/workstations/create.ts'
import { remove as workstationsDelete } from './floor/workstations/delete.ts'
import { get as workstationsGet } from './floor/workstations/get.ts'
import { list as workstationsList } from './floor/workstations/list.ts'
import { sync as workstationsSync } from './floor/workstations/sync.ts'
import { update as workstationsUpdate } from './floor/workstations/update.ts'
import { get as deliveriesGet } from './integrations/deliveries/get.ts'
import { list as deliveriesList } from './integrations/deliveries/list.ts'
import { replay as deliveriesReplay } from './integrations/deliveries/replay.ts'
import { list as eventsList } from './integrations/events/list.ts'
import { content as filesContent } from './integrations/files/content.ts'
import { create as filesCreate } from './integrations/files/create.ts'
import { remove as filesDelete } from './integrations/files/delete.ts'
import { get as filesGet } from './integrations/files/get.ts'
import { list as filesList } from './integrations/files/list.ts'
import { finish as importsFinish } from './integrations/imports/finish.ts'
import { production_log as importsProductionLog } from './integrations/imports/production-log.ts'
import { list as sealsList } from './integrations/seals/list.ts'
import { verify as sealsVerify } from './integrations/seals/verify.ts'
import { create as syncRunsCreate } from './integrations/sync-runs/create.ts'
import { finish as syncRunsFinish } from './integrations/sync-runs/finish.ts'
import { get as syncRunsGet } from './integrations/sync-runs/get.ts'
import { list as syncRunsList } from './integrations/sync-runs/list.ts'
import { create as webhooksCreate } from './integrations/webhooks/create.ts'
import { remove as webhooksDelete } from './integrations/webhooks/delete.ts'
import { get as webhooksGet } from './integrations/webhooks/get.ts'
import { list as webhooksList } from './integrations/webhooks/list.ts'
import { pause as webhooksPause } from './integrations/webhooks/pause.ts'
import { resume as webhooksResume } from './integrations/webhooks/resume.ts'
import { retry_failed as webhooksRetryFailed } from './integrations/webhooks/retry-failed.ts'
import { rotate_secret as webhooksRotateSecret } from './integrations/webhooks/rotate-secret.ts'
import { test as webhooksTest } from './integrations/webhooks/test.ts'
import { update as webhooksUpdate } from './integrations/webhooks/update.ts'
import { cancel as jobsCancel } from './jobs/cancel.ts'
import { close as jobsClose } from './jobs/close.ts'
import { complete as jobsComplete } from './jobs/complete.ts'
import { create as jobsCreate } from './jobs/create.ts'
import { remove as jobsDelete } from './jobs/delete.ts'
import { get as jobsGet } from './jobs/get.ts'
import { hold as jobsHold } from './jobs/hold.ts'
import { list as jobsList } from './jobs/list.ts'
import { list as materialsList } from './jobs/materials/list.ts'
import { create as partsCreate } from './jobs/parts/create.ts'
import { remove as partsDelete } from './jobs/parts/delete.ts'
import { get as partsGet } from './jobs/parts/get.ts'
import { list as partsList } from './jobs/parts/list.ts'
import { sync as partsSync } from './jobs/parts/sync.ts'
import { traveller as partsTraveller } from './jobs/parts/traveller.ts'
import { update as partsUpdate } from './jobs/parts/update.ts'
import { rank as jobsRank } from './jobs/rank.ts'
import { release as jobsRelease } from './jobs/release.ts'
import { reopen as jobsReopen } from './jobs/reopen.ts'
import { resume as jobsResume } from './jobs/resume.ts'
import { start as jobsStart } from './jobs/start.ts'
import { sync as jobsSync } from './jobs/sync.ts'
import { update as jobsUpdate } from './jobs/update.ts'
import { cancel as operationsCancel } from './operations/cancel.ts'
import { resolve as codesResolve } from './operations/codes/resolve.ts'
import { complete as operationsComplete } from './operations/complete.ts'
import { create as operationsCreate } from './operations/create.ts'
import { remove as operationsDelete } from './operations/delete.ts'
import { get as operationsGet } from './operations/get.ts'
import { list as operationsList } from './operations/list.ts'
import { pause as operationsPause } from './operations/pause.ts'
import { correct as quantityReportsCorrect } from './operations/quantity-reports/correct.ts'
import { create as quantityReportsCreate } from './operations/quantity-reports/create.ts'
import { get as quantityReportsGet } from './operations/quantity-reports/get.ts'
import { list as quantityReportsList } from './operations/quantity-reports/list.ts'
import { reverse as quantityReportsReverse } from './operations/quantity-reports/reverse.ts'
import { reopen as operationsReopen } from './operations/reopen.ts'
import { resume as operationsResume } from './operations/resume.ts'
import { send_out as operationsSendOut } from './operations/send-out.ts'
import { skip as operationsSkip } from './operations/skip.ts'
import { start as operationsStart } from './operations/start.ts'
import { apply as substepTemplatesApply } from './operations/substep-templates/apply.ts'
import { create as substepTemplatesCreate } from './operations/substep-templates/create.ts'
import { remove as substepTemplatesDelete } from './operations/substep-templates/delete.ts'
import { get as substepTemplatesGet } from './operations/substep-templates/get.ts'
import { list as substepTemplatesList } from './operations/substep-templates/list.ts'
import { update as substepTemplatesUpdate } from './operations/substep-templates/update.ts'
import { complete as substepsComplete } from './operations/substeps/complete.ts'
import { create as substepsCreate } from './operations/substeps/create.ts'
import { remove as substepsDelete } from './operations/substeps/delete.ts'
import { get as substepsGet } from './operations/substeps/get.ts'
import { list as substepsList } from './operations/substeps/list.ts'
import { reopen as substepsReopen } from './operations/substeps/reopen.ts'
import { update as substepsUpdate } from './operations/substeps/update.ts'
import { sync as operationsSync } from './operations/sync.ts'
import { take_back as operationsTakeBack } from './operations/take-back.ts'
import { confirm as timeEntriesConfirm } from './operations/time-entries/confirm.ts'
import { create as timeEntriesCreate } from './operations/time-entries/create.ts'
import { remove as timeEntriesDelete } from './operations/time-entries/delete.ts'
import { get as timeEntriesGet } from './operations/time-entries/get.ts'
import { list as timeEntriesList } from './operations/time-entries/list.ts'
import { start as timeEntriesStart } from './operations/time-entries/start.ts'
import { stop as timeEntriesStop } from './operations/time-entries/stop.ts'
import { update as timeEntriesUpdate } from './operations/time-entries/update.ts'
import { update as operationsUpdate } from './operations/update.ts'
import { create as apiKeysCreate } from './people/api-keys/create.ts'
import { remove as apiKeysDelete } from './people/api-keys/delete.ts'
import { get as apiKeysGet } from './people/api-keys/get.ts'
import { list as apiKeysList } from './people/api-keys/list.ts'
import { update as apiKeysUpdate } from './people/api-keys/update.ts'
import { create as peopleCreate } from './people/create.ts'
import { remove as peopleDelete } from './people/delete.ts'
import { get as peopleGet } from './people/get.ts'
import { hand_over as peopleHandOver } from './people/hand-over.ts'
import { list as peopleList } from './people/list.ts'
import { create as sessionsCreate } from './people/sessions/create.ts'
import { current as sessionsCurrent } from './people/sessions/current.ts'
import { end as sessionsEnd } from './people/sessions/end.ts'
import { create as tenantsCreate } from './people/tenants/create.ts'
import { get as tenantsGet } from './people/tenants/get.ts'
import { list as tenantsList } from './people/tenants/list.ts'
import { update as tenantsUpdate } from './people/tenants/update.ts'
import { update as peopleUpdate } from './people/update.ts'
import { create as assignmentsCreate } from './planning/assignments/create.ts'
import { remove as assignmentsDelete } from './planning/assignments/delete.ts'
import { get as assignmentsGet } from './planning/assignments/get.ts'
import { list as assignmentsList } from './planning/assignments/list.ts'
import { update as assignmentsUpdate } from './planning/assignments/update.ts'
import { add_operations as batchesAddOperations } from './planning/batches/add-operations.ts'
import { cancel as batchesCancel } from './planning/batches/cancel.ts'
import { create as batchesCreate } from './planning/batches/create.ts'
import { remove as batchesDelete } from './planning/batches/delete.ts'
import { get as batchesGet } from './planning/batches/get.ts'
import { list as batchesList } from './planning/batches/list.ts'
import { remove_operations as batchesRemoveOperations } from './planning/batches/remove-operations.ts'
import { start as batchesStart } from './planning/batches/start.ts'
import { stop as batchesStop } from './planning/batches/stop.ts'
import { update as batchesUpdate } from './planning/batches/update.ts'
import { remove as bomLinesDelete } from './products/bom-lines/delete.ts'
import { get as bomLinesGet } from './products/bom-lines/get.ts'
import { list as bomLinesList } from './products/bom-lines/list.ts'
import { set as bomLinesSet } from './products/bom-lines/set.ts'
import { bom as productsBom } from './products/bom.ts'
import { create as productsCreate } from './products/create.ts'
import { remove as productsDelete } from './products/delete.ts'
import { get as productsGet } from './products/get.ts'
import { create as itemsCreate } from './products/items/create.ts'
import { remove as itemsDelete } from './products/items/delete.ts'
import { get as itemsGet } from './products/items/get.ts'
import { list as itemsList } from './products/items/list.ts'
import { update as itemsUpdate } from './products/items/update.ts'
import { list as productsList } from './products/list.ts'
import { create as productRevisionsCreate } from './products/product-revisions/create.ts'
import { get as productRevisionsGet } from './products/product-revisions/get.ts'
import { list as productRevisionsList } from './products/product-revisions/list.ts'
import { get as serialRulesGet } from './products/serial-rules/get.ts'
import { list as serialRulesList } from './products/serial-rules/list.ts'
import { set as serialRulesSet } from './products/serial-rules/set.ts'
import { update as productsUpdate } from './products/update.ts'
import { acknowledge as alertsAcknowledge } from './quality/alerts/acknowledge.ts'
import { get as alertsGet } from './quality/alerts/get.ts'
import { list as alertsList } from './quality/alerts/list.ts'
import { create as defectCodesCreate } from './quality/defect-codes/create.ts'
import { remove as defectCodesDelete } from './quality/defect-codes/delete.ts'
import { get as defectCodesGet } from './quality/defect-codes/get.ts'
import { list as defectCodesList } from './quality/defect-codes/list.ts'
import { update as defectCodesUpdate } from './quality/defect-codes/update.ts'
import { close as issuesClose } from './quality/issues/close.ts'
import { create as issuesCreate } from './quality/issues/create.ts'
import { remove as issuesDelete } from './quality/issues/delete.ts'
import { get as issuesGet } from './quality/issues/get.ts'
import { list as issuesList } from './quality/issues/list.ts'
import { reopen as issuesReopen } from './quality/issues/reopen.ts'
import { resolve as issuesResolve } from './quality/issues/resolve.ts'
import { update as issuesUpdate } from './quality/issues/update.ts'
import { verify as issuesVerify } from './quality/issues/verify.ts'
import { list as monitorsList } from './quality/monitors/list.ts'
import { set as monitorsSet } from './quality/monitors/set.ts'
import { create as orderCertificatesCreate } from './quality/order-certificates/create.ts'
import { get as orderCertificatesGet } from './quality/order-certificates/get.ts'
import { list as orderCertificatesList } from './quality/order-certificates/list.ts'
import { verify as orderCertificatesVerify } from './quality/order-certificates/verify.ts'
import { create as qualityEventsCreate } from './quality/quality-events/create.ts'
import { get as qualityEventsGet } from './quality/quality-events/get.ts'
import { list as qualityEventsList } from './quality/quality-events/list.ts'
import { create as testDefinitionsCreate } from './quality/test-definitions/create.ts'
import { remove as testDefinitionsDelete } from './quality/test-definitions/delete.ts'
import { get as testDefinitionsGet } from './quality/test-definitions/get.ts'
import { list as testDefinitionsList } from './quality/test-definitions/list.ts'
import { update as testDefinitionsUpdate } from './quality/test-definitions/update.ts'
import { create as testResultsCreate } from './quality/test-results/create.ts'
import { list as testResultsList } from './quality/test-results/list.ts'
import { capability as reportsCapability } from './reports/capability.ts'
import { carbon_by_line as reportsCarbonByLine } from './reports/carbon-by-line.ts'
import { carbon_footprint as reportsCarbonFootprint } from './reports/carbon-footprint.ts'
import { oee as reportsOee } from './reports/oee.ts'
import { order_summary as reportsOrderSummary } from './reports/order-summary.ts'
import { production_summary as reportsProductionSummary } from './reports/production-summary.ts'
import { throughput as reportsThroughput } from './reports/throughput.ts'
import { wip as reportsWip } from './reports/wip.ts'
import { yields as reportsYield } from './reports/yield.ts'
import { create as routingsCreate } from './routings/create.ts'
import { remove as routingsDelete } from './routings/delete.ts'
import { get as routingsGet } from './routings/get.ts'
import { latest as routingsLatest } from './routings/latest.ts'
import { list as routingsList } from './routings/list.ts'
import { make_current as routingsMakeCurrent } from './routings/make-current.ts'
import { rename as routingsRename } from './routings/rename.ts'
import { fail as unitsFail } from './units/fail.ts'
import { generate as unitsGenerate } from './units/generate.ts'
import { get as unitsGet } from './units/get.ts'
import { history as unitsHistory } from './units/history.ts'
import { hold as unitsHold } from './units/hold.ts'
import { list as unitsList } from './units/list.ts'
import { move as unitsMove } from './units/move.ts'
import { resume as unitsResume } from './units/resume.ts'
import { rework as unitsRework } from './units/rework.ts'
import { scrap as unitsScrap } from './units/scrap.ts'
import { print as unitLabelsPrint } from './units/unit-labels/print.ts'

export const verbs = {
  'lines.create': linesCreate,
  'lines.delete': linesDelete,
  'lines.get': linesGet,
  'lines.list': linesList,
  'lines.update': linesUpdate,
  'loans.list': loansList,
  'machine_messages.create': machineMessagesCreate,
  'machine_messages.list': machineMessagesList,
  'machine_messages.statistics': machineMessagesStatistics,
  'machine_state_changes.list': machineStateChangesList,
  'machines.change_state': machinesChangeState,
  'machines.create': machinesCreate,
  'machines.delete': machinesDelete,
  'machines.get': machinesGet,
  'machines.list': machinesList,
  'machines.report_state': machinesReportState,
  'machines.update': machinesUpdate,
  'maintenance_requests.create': maintenanceRequestsCreate,
  'maintenance_requests.get': maintenanceRequestsGet,
  'maintenance_requests.list': maintenanceRequestsList,
  'maintenance_requests.move': maintenanceRequestsMove,
  'maintenance_requests.update': maintenanceRequestsUpdate,
  'plants.create': plantsCreate,
  'plants.delete': plantsDelete,
  'plants.get': plantsGet,
  'plants.list': plantsList,
  'plants.update': plantsUpdate,
  'reasons.create': reasonsCreate,
  'reasons.delete': reasonsDelete,
  'reasons.get': reasonsGet,
  'reasons.list': reasonsList,
  'reasons.update': reasonsUpdate,
  'resources.assign': resourcesAssign,
  'resources.create': resourcesCreate,
  'resources.delete': resourcesDelete,
  'resources.get': resourcesGet,
  'resources.list': resourcesList,
  'resources.release': resourcesRelease,
  'resources.sync': resourcesSync,
  'resources.update': resourcesUpdate,
  'workstations.create': workstationsCreate,
  'workstations.delete': workstationsDelete,
  'workstations.get': workstationsGet,
  'workstations.list': workstationsList,
  'workstations.sync': workstationsSync,
  'workstations.update': workstationsUpdate,
  'deliveries.get': deliveriesGet,
  'deliveries.list': deliveriesList,
  'deliveries.replay': deliveriesReplay,
  'events.list': eventsList,
  'files.content': filesContent,
  'files.create': filesCreate,
  'files.delete': filesDelete,
  'files.get': filesGet,
  'files.list': filesList,
  'imports.finish': importsFinish,
  'imports.production_log': importsProductionLog,
  'seals.list': sealsList,
  'seals.verify': sealsVerify,
  'sync_runs.create': syncRunsCreate,
  'sync_runs.finish': syncRunsFinish,
  'sync_runs.get': syncRunsGet,
  'sync_runs.list': syncRunsList,
  'webhooks.create': webhooksCreate,
  'webhooks.delete': webhooksDelete,
  'webhooks.get': webhooksGet,
  'webhooks.list': webhooksList,
  'webhooks.pause': webhooksPause,
  'webhooks.resume': webhooksResume,
  'webhooks.retry_failed': webhooksRetryFailed,
  'webhooks.rotate_secret': webhooksRotateSecret,
  'webhooks.test': webhooksTest,
  'webhooks.update': webhooksUpdate,
  'jobs.cancel': jobsCancel,
  'jobs.close': jobsClose,
  'jobs.complete': jobsComplete,
  'jobs.create': jobsCreate,
  'jobs.delete': jobsDelete,
  'jobs.get': jobsGet,
  'jobs.hold': jobsHold,
  'jobs.list': jobsList,
  'materials.list': materialsList,
  'parts.create': partsCreate,
  'parts.delete': partsDelete,
  'parts.get': partsGet,
  'parts.list': partsList,
  'parts.sync': partsSync,
  'parts.traveller': partsTraveller,
  'parts.update': partsUpdate,
  'jobs.rank': jobsRank,
  'jobs.release': jobsRelease,
  'jobs.reopen': jobsReopen,
  'jobs.resume': jobsResume,
  'jobs.start': jobsStart,
  'jobs.sync': jobsSync,
  'jobs.update': jobsUpdate,
  'operations.cancel': operationsCancel,
  'codes.resolve': codesResolve,
  'operations.complete': operationsComplete,
  'operations.create': operationsCreate,
  'operations.delete': operationsDelete,
  'operations.get': operationsGet,
  'operations.list': operationsList,
  'operations.pause': operationsPause,
  'quantity_reports.correct': quantityReportsCorrect,
  'quantity_reports.create': quantityReportsCreate,
  'quantity_reports.get': quantityReportsGet,
  'quantity_reports.list': quantityReportsList,
  'quantity_reports.reverse': quantityReportsReverse,
  'operations.reopen': operationsReopen,
  'operations.resume': operationsResume,
  'operations.send_out': operationsSendOut,
  'operations.skip': operationsSkip,
  'operations.start': operationsStart,
  'substep_templates.apply': substepTemplatesApply,
  'substep_templates.create': substepTemplatesCreate,
  'substep_templates.delete': substepTemplatesDelete,
  'substep_templates.get': substepTemplatesGet,
  'substep_templates.list': substepTemplatesList,
  'substep_templates.update': substepTemplatesUpdate,
  'substeps.complete': substepsComplete,
  'substeps.create': substepsCreate,
  'substeps.delete': substepsDelete,
  'substeps.get': substepsGet,
  'substeps.list': substepsList,
  'substeps.reopen': substepsReopen,
  'substeps.update': substepsUpdate,
  'operations.sync': operationsSync,
  'operations.take_back': operationsTakeBack,
  'time_entries.confirm': timeEntriesConfirm,
  'time_entries.create': timeEntriesCreate,
  'time_entries.delete': timeEntriesDelete,
  'time_entries.get': timeEntriesGet,
  'time_entries.list': timeEntriesList,
  'time_entries.start': timeEntriesStart,
  'time_entries.stop': timeEntriesStop,
  'time_entries.update': timeEntriesUpdate,
  'operations.update': operationsUpdate,
  'api_keys.create': apiKeysCreate,
  'api_keys.delete': apiKeysDelete,
  'api_keys.get': apiKeysGet,
  'api_keys.list': apiKeysList,
  'api_keys.update': apiKeysUpdate,
  'people.create': peopleCreate,
  'people.delete': peopleDelete,
  'people.get': peopleGet,
  'people.hand_over': peopleHandOver,
  'people.list': peopleList,
  'sessions.create': sessionsCreate,
  'sessions.current': sessionsCurrent,
  'sessions.end': sessionsEnd,
  'tenants.create': tenantsCreate,
  'tenants.get': tenantsGet,
  'tenants.list': tenantsList,
  'tenants.update': tenantsUpdate,
  'people.update': peopleUpdate,
  'assignments.create': assignmentsCreate,
  'assignments.delete': assignmentsDelete,
  'assignments.get': assignmentsGet,
  'assignments.list': assignmentsList,
  'assignments.update': assignmentsUpdate,
  'batches.add_operations': batchesAddOperations,
  'batches.cancel': batchesCancel,
  'batches.create': batchesCreate,
  'batches.delete': batchesDelete,
  'batches.get': batchesGet,
  'batches.list': batchesList,
  'batches.remove_operations': batchesRemoveOperations,
  'batches.start': batchesStart,
  'batches.stop': batchesStop,
  'batches.update': batchesUpdate,
  'bom_lines.delete': bomLinesDelete,
  'bom_lines.get': bomLinesGet,
  'bom_lines.list': bomLinesList,
  'bom_lines.set': bomLinesSet,
  'products.bom': productsBom,
  'products.create': productsCreate,
  'products.delete': productsDelete,
  'products.get': productsGet,
  'items.create': itemsCreate,
  'items.delete': itemsDelete,
  'items.get': itemsGet,
  'items.list': itemsList,
  'items.update': itemsUpdate,
  'products.list': productsList,
  'product_revisions.create': productRevisionsCreate,
  'product_revisions.get': productRevisionsGet,
  'product_revisions.list': productRevisionsList,
  'serial_rules.get': serialRulesGet,
  'serial_rules.list': serialRulesList,
  'serial_rules.set': serialRulesSet,
  'products.update': productsUpdate,
  'alerts.acknowledge': alertsAcknowledge,
  'alerts.get': alertsGet,
  'alerts.list': alertsList,
  'defect_codes.create': defectCodesCreate,
  'defect_codes.delete': defectCodesDelete,
  'defect_codes.get': defectCodesGet,
  'defect_codes.list': defectCodesList,
  'defect_codes.update': defectCodesUpdate,
  'issues.close': issuesClose,
  'issues.create': issuesCreate,
  'issues.delete': issuesDelete,
  'issues.get': issuesGet,
  'issues.list': issuesList,
  'issues.reopen': issuesReopen,
  'issues.resolve': issuesResolve,
  'issues.update': issuesUpdate,
  'issues.verify': issuesVerify,
  'monitors.list': monitorsList,
  'monitors.set': monitorsSet,
  'order_certificates.create': orderCertificatesCreate,
  'order_certificates.get': orderCertificatesGet,
  'order_certificates.list': orderCertificatesList,
  'order_certificates.verify': orderCertificatesVerify,
  'quality_events.create': qualityEventsCreate,
  'quality_events.get': qualityEventsGet,
  'quality_events.list': qualityEventsList,
  'test_definitions.create': testDefinitionsCreate,
  'test_definitions.delete': testDefinitionsDelete,
  'test_definitions.get': testDefinitionsGet,
  'test_definitions.list': testDefinitionsList,
  'test_definitions.update': testDefinitionsUpdate,
  'test_results.create': testResultsCreate,
  'test_results.list': testResultsList,
  'reports.capability': reportsCapability,
  'reports.carbon_by_line': reportsCarbonByLine,
  'reports.carbon_footprint': reportsCarbonFootprint,
  'reports.oee': reportsOee,
  'reports.order_summary': reportsOrderSummary,
  'reports.production_summary': reportsProductionSummary,
  'reports.throughput': reportsThroughput,
  'reports.wip': reportsWip,
  'reports.yield': reportsYield,
  'routings.create': routingsCreate,
  'routings.delete': routingsDelete,
  'routings.get': routingsGet,
  'routings.latest': routingsLatest,
  'routings.list': routingsList,
  'routings.make_current': routingsMakeCurrent,
  'routings.rename': routingsRename,
  'units.fail': unitsFail,
  'units.generate': unitsGenerate,
  'units.get': unitsGet,
  'units.history': unitsHistory,
  'units.hold': unitsHold,
  'units.list': unitsList,
  'units.move': unitsMove,
  'units.resume': unitsResume,
  'units.rework': unitsRework,
  'units.scrap': unitsScrap,
  'unit_labels.print': unitLabelsPrint,
} as const
