// Written by `npm run gen` from src/domain. Do not edit.
import { lineCreated as linesLineCreated } from './floor/lines/events.ts'
import { lineUpdated as linesLineUpdated } from './floor/lines/events.ts'
import { lineDeleted as linesLineDeleted } from './floor/lines/events.ts'
import { machineMessageReceived as machineMessagesMachineMessageReceived } from './floor/machine-messages/events.ts'
import { machineCreated as machinesMachineCreated } from './floor/machines/events.ts'
import { machineUpdated as machinesMachineUpdated } from './floor/machines/events.ts'
import { machineDeleted as machinesMachineDeleted } from './floor/machines/events.ts'
import { machineStateChanged as machinesMachineStateChanged } from './floor/machines/events.ts'
import { maintenanceRequestCreated as maintenanceRequestsMaintenanceRequestCreated } from './floor/maintenance-requests/events.ts'
import { maintenanceRequestUpdated as maintenanceRequestsMaintenanceRequestUpdated } from './floor/maintenance-requests/events.ts'
import { maintenanceRequestStarted as maintenanceRequestsMaintenanceRequestStarted } from './floor/maintenance-requests/events.ts'
import { maintenanceRequestCompleted as maintenanceRequestsMaintenanceRequestCompleted } from './floor/maintenance-requests/events.ts'
import { maintenanceRequestCancelled as maintenanceRequestsMaintenanceRequestCancelled } from './floor/maintenance-requests/events.ts'
import { plantCreated as plantsPlantCreated } from './floor/plants/events.ts'
import { plantUpdated as plantsPlantUpdated } from './floor/plants/events.ts'
import { plantDeleted as plantsPlantDeleted } from './floor/plants/events.ts'
import { reasonCreated as reasonsReasonCreated } from './floor/reasons/events.ts'
import { reasonUpdated as reasonsReasonUpdated } from './floor/reasons/events.ts'
import { reasonDeleted as reasonsReasonDeleted } from './floor/reasons/events.ts'
import { resourceCreated as resourcesResourceCreated } from './floor/resources/events.ts'
import { resourceUpdated as resourcesResourceUpdated } from './floor/resources/events.ts'
import { resourceDeleted as resourcesResourceDeleted } from './floor/resources/events.ts'
import { resourceAssigned as resourcesResourceAssigned } from './floor/resources/events.ts'
import { resourceReleased as resourcesResourceReleased } from './floor/resources/events.ts'
import { workstationCreated as workstationsWorkstationCreated } from './floor/workstations/events.ts'
import { workstationUpdated as workstationsWorkstationUpdated } from './floor/workstations/events.ts'
import { workstationDeleted as workstationsWorkstationDeleted } from './floor/workstations/events.ts'
import { deliveryReplayed as deliveriesDeliveryReplayed } from './integrations/deliveries/events.ts'
import { fileCreated as filesFileCreated } from './integrations/files/events.ts'
import { fileDeleted as filesFileDeleted } from './integrations/files/events.ts'
import { syncRunStarted as syncRunsSyncRunStarted } from './integrations/sync-runs/events.ts'
import { syncRunFinished as syncRunsSyncRunFinished } from './integrations/sync-runs/events.ts'
import { webhookCreated as webhooksWebhookCreated } from './integrations/webhooks/events.ts'
import { webhookUpdated as webhooksWebhookUpdated } from './integrations/webhooks/events.ts'
import { webhookDeleted as webhooksWebhookDeleted } from './integrations/webhooks/events.ts'
import { webhookPaused as webhooksWebhookPaused } from './integrations/webhooks/events.ts'
import { webhookResumed as webhooksWebhookResumed } from './integrations/webhooks/events.ts'
import { webhookDisabled as webhooksWebhookDisabled } from './integrations/webhooks/events.ts'
import { webhookRotated as webhooksWebhookRotated } from './integrations/webhooks/events.ts'
import { webhookRetried as webhooksWebhookRetried } from './integrations/webhooks/events.ts'
import { webhookTest as webhooksWebhookTest } from './integrations/webhooks/events.ts'
import { jobCreated as jobsJobCreated } from './jobs/events.ts'
import { jobUpdated as jobsJobUpdated } from './jobs/events.ts'
import { jobDeleted as jobsJobDeleted } from './jobs/events.ts'
import { jobReleased as jobsJobReleased } from './jobs/events.ts'
import { jobStarted as jobsJobStarted } from './jobs/events.ts'
import { jobHeld as jobsJobHeld } from './jobs/events.ts'
import { jobResumed as jobsJobResumed } from './jobs/events.ts'
import { jobCompleted as jobsJobCompleted } from './jobs/events.ts'
import { jobReopened as jobsJobReopened } from './jobs/events.ts'
import { jobClosed as jobsJobClosed } from './jobs/events.ts'
import { jobCancelled as jobsJobCancelled } from './jobs/events.ts'
import { partCreated as partsPartCreated } from './jobs/parts/events.ts'
import { partUpdated as partsPartUpdated } from './jobs/parts/events.ts'
import { partDeleted as partsPartDeleted } from './jobs/parts/events.ts'
import { partStarted as partsPartStarted } from './jobs/parts/events.ts'
import { partHeld as partsPartHeld } from './jobs/parts/events.ts'
import { partCompleted as partsPartCompleted } from './jobs/parts/events.ts'
import { partReopened as partsPartReopened } from './jobs/parts/events.ts'
import { partCancelled as partsPartCancelled } from './jobs/parts/events.ts'
import { operationCreated as operationsOperationCreated } from './operations/events.ts'
import { operationUpdated as operationsOperationUpdated } from './operations/events.ts'
import { operationDeleted as operationsOperationDeleted } from './operations/events.ts'
import { operationStarted as operationsOperationStarted } from './operations/events.ts'
import { operationPaused as operationsOperationPaused } from './operations/events.ts'
import { operationResumed as operationsOperationResumed } from './operations/events.ts'
import { operationUnparked as operationsOperationUnparked } from './operations/events.ts'
import { operationCompleted as operationsOperationCompleted } from './operations/events.ts'
import { operationReopened as operationsOperationReopened } from './operations/events.ts'
import { operationSkipped as operationsOperationSkipped } from './operations/events.ts'
import { operationCancelled as operationsOperationCancelled } from './operations/events.ts'
import { operationSentOut as operationsOperationSentOut } from './operations/events.ts'
import { operationReturned as operationsOperationReturned } from './operations/events.ts'
import { quantityReported as quantityReportsQuantityReported } from './operations/quantity-reports/events.ts'
import { quantityReversed as quantityReportsQuantityReversed } from './operations/quantity-reports/events.ts'
import { substepTemplateCreated as substepTemplatesSubstepTemplateCreated } from './operations/substep-templates/events.ts'
import { substepTemplateUpdated as substepTemplatesSubstepTemplateUpdated } from './operations/substep-templates/events.ts'
import { substepTemplateApplied as substepTemplatesSubstepTemplateApplied } from './operations/substep-templates/events.ts'
import { substepTemplateDeleted as substepTemplatesSubstepTemplateDeleted } from './operations/substep-templates/events.ts'
import { substepAdded as substepsSubstepAdded } from './operations/substeps/events.ts'
import { substepUpdated as substepsSubstepUpdated } from './operations/substeps/events.ts'
import { substepCompleted as substepsSubstepCompleted } from './operations/substeps/events.ts'
import { substepReopened as substepsSubstepReopened } from './operations/substeps/events.ts'
import { substepDeleted as substepsSubstepDeleted } from './operations/substeps/events.ts'
import { timeEntryStarted as timeEntriesTimeEntryStarted } from './operations/time-entries/events.ts'
import { timeEntryEnded as timeEntriesTimeEntryEnded } from './operations/time-entries/events.ts'
import { timeEntryBooked as timeEntriesTimeEntryBooked } from './operations/time-entries/events.ts'
import { timeEntryAutoClosed as timeEntriesTimeEntryAutoClosed } from './operations/time-entries/events.ts'
import { timeEntryConfirmed as timeEntriesTimeEntryConfirmed } from './operations/time-entries/events.ts'
import { timeEntryCorrected as timeEntriesTimeEntryCorrected } from './operations/time-entries/events.ts'
import { timeEntryDeleted as timeEntriesTimeEntryDeleted } from './operations/time-entries/events.ts'
import { apiKeyCreated as apiKeysApiKeyCreated } from './people/api-keys/events.ts'
import { apiKeyUpdated as apiKeysApiKeyUpdated } from './people/api-keys/events.ts'
import { apiKeyDeleted as apiKeysApiKeyDeleted } from './people/api-keys/events.ts'
import { personCreated as peoplePersonCreated } from './people/events.ts'
import { personUpdated as peoplePersonUpdated } from './people/events.ts'
import { personDeleted as peoplePersonDeleted } from './people/events.ts'
import { sessionStarted as sessionsSessionStarted } from './people/sessions/events.ts'
import { sessionEnded as sessionsSessionEnded } from './people/sessions/events.ts'
import { tenantCreated as tenantsTenantCreated } from './people/tenants/events.ts'
import { tenantUpdated as tenantsTenantUpdated } from './people/tenants/events.ts'
import { assignmentCreated as assignmentsAssignmentCreated } from './planning/assignments/events.ts'
import { assignmentUpdated as assignmentsAssignmentUpdated } from './planning/assignments/events.ts'
import { assignmentDeleted as assignmentsAssignmentDeleted } from './planning/assignments/events.ts'
import { batchCreated as batchesBatchCreated } from './planning/batches/events.ts'
import { batchUpdated as batchesBatchUpdated } from './planning/batches/events.ts'
import { batchOperationsAdded as batchesBatchOperationsAdded } from './planning/batches/events.ts'
import { batchOperationsRemoved as batchesBatchOperationsRemoved } from './planning/batches/events.ts'
import { batchStarted as batchesBatchStarted } from './planning/batches/events.ts'
import { batchCompleted as batchesBatchCompleted } from './planning/batches/events.ts'
import { batchCancelled as batchesBatchCancelled } from './planning/batches/events.ts'
import { batchDeleted as batchesBatchDeleted } from './planning/batches/events.ts'
import { bomLineCreated as bomLinesBomLineCreated } from './products/bom-lines/events.ts'
import { bomLineUpdated as bomLinesBomLineUpdated } from './products/bom-lines/events.ts'
import { bomLineDeleted as bomLinesBomLineDeleted } from './products/bom-lines/events.ts'
import { productCreated as productsProductCreated } from './products/events.ts'
import { productUpdated as productsProductUpdated } from './products/events.ts'
import { productDeleted as productsProductDeleted } from './products/events.ts'
import { itemCreated as itemsItemCreated } from './products/items/events.ts'
import { itemUpdated as itemsItemUpdated } from './products/items/events.ts'
import { itemDeleted as itemsItemDeleted } from './products/items/events.ts'
import { productRevisionCreated as productRevisionsProductRevisionCreated } from './products/product-revisions/events.ts'
import { serialRuleSet as serialRulesSerialRuleSet } from './products/serial-rules/events.ts'
import { alertRaised as alertsAlertRaised } from './quality/alerts/events.ts'
import { alertEscalated as alertsAlertEscalated } from './quality/alerts/events.ts'
import { alertAcknowledged as alertsAlertAcknowledged } from './quality/alerts/events.ts'
import { defectCodeCreated as defectCodesDefectCodeCreated } from './quality/defect-codes/events.ts'
import { defectCodeUpdated as defectCodesDefectCodeUpdated } from './quality/defect-codes/events.ts'
import { defectCodeDeleted as defectCodesDefectCodeDeleted } from './quality/defect-codes/events.ts'
import { issueCreated as issuesIssueCreated } from './quality/issues/events.ts'
import { ncrCreated as issuesNcrCreated } from './quality/issues/events.ts'
import { issueUpdated as issuesIssueUpdated } from './quality/issues/events.ts'
import { issueResolved as issuesIssueResolved } from './quality/issues/events.ts'
import { issueClosed as issuesIssueClosed } from './quality/issues/events.ts'
import { issueReopened as issuesIssueReopened } from './quality/issues/events.ts'
import { ncrVerified as issuesNcrVerified } from './quality/issues/events.ts'
import { issueDeleted as issuesIssueDeleted } from './quality/issues/events.ts'
import { monitorSet as monitorsMonitorSet } from './quality/monitors/events.ts'
import { orderCertificateIssued as orderCertificatesOrderCertificateIssued } from './quality/order-certificates/events.ts'
import { qualityEventRecorded as qualityEventsQualityEventRecorded } from './quality/quality-events/events.ts'
import { testDefinitionCreated as testDefinitionsTestDefinitionCreated } from './quality/test-definitions/events.ts'
import { testDefinitionUpdated as testDefinitionsTestDefinitionUpdated } from './quality/test-definitions/events.ts'
import { testDefinitionDeleted as testDefinitionsTestDefinitionDeleted } from './quality/test-definitions/events.ts'
import { testResultRecorded as testResultsTestResultRecorded } from './quality/test-results/events.ts'
import { routingCreated as routingsRoutingCreated } from './routings/events.ts'
import { routingMadeCurrent as routingsRoutingMadeCurrent } from './routings/events.ts'
import { routingDeleted as routingsRoutingDeleted } from './routings/events.ts'
import { routingRenamed as routingsRoutingRenamed } from './routings/events.ts'
import { unitsGenerated as unitsUnitsGenerated } from './units/events.ts'
import { unitMoved as unitsUnitMoved } from './units/events.ts'
import { unitScrapped as unitsUnitScrapped } from './units/events.ts'
import { unitHeld as unitsUnitHeld } from './units/events.ts'
import { unitResumed as unitsUnitResumed } from './units/events.ts'
import { unitReworked as unitsUnitReworked } from './units/events.ts'

export const events = [
  linesLineCreated,
  linesLineUpdated,
  linesLineDeleted,
  machineMessagesMachineMessageReceived,
  machinesMachineCreated,
  machinesMachineUpdated,
  machinesMachineDeleted,
  machinesMachineStateChanged,
  maintenanceRequestsMaintenanceRequestCreated,
  maintenanceRequestsMaintenanceRequestUpdated,
  maintenanceRequestsMaintenanceRequestStarted,
  maintenanceRequestsMaintenanceRequestCompleted,
  maintenanceRequestsMaintenanceRequestCancelled,
  plantsPlantCreated,
  plantsPlantUpdated,
  plantsPlantDeleted,
  reasonsReasonCreated,
  reasonsReasonUpdated,
  reasonsReasonDeleted,
  resourcesResourceCreated,
  resourcesResourceUpdated,
  resourcesResourceDeleted,
  resourcesResourceAssigned,
  resourcesResourceReleased,
  workstationsWorkstationCreated,
  workstationsWorkstationUpdated,
  workstationsWorkstationDeleted,
  deliveriesDeliveryReplayed,
  filesFileCreated,
  filesFileDeleted,
  syncRunsSyncRunStarted,
  syncRunsSyncRunFinished,
  webhooksWebhookCreated,
  webhooksWebhookUpdated,
  webhooksWebhookDeleted,
  webhooksWebhookPaused,
  webhooksWebhookResumed,
  webhooksWebhookDisabled,
  webhooksWebhookRotated,
  webhooksWebhookRetried,
  webhooksWebhookTest,
  jobsJobCreated,
  jobsJobUpdated,
  jobsJobDeleted,
  jobsJobReleased,
  jobsJobStarted,
  jobsJobHeld,
  jobsJobResumed,
  jobsJobCompleted,
  jobsJobReopened,
  jobsJobClosed,
  jobsJobCancelled,
  partsPartCreated,
  partsPartUpdated,
  partsPartDeleted,
  partsPartStarted,
  partsPartHeld,
  partsPartCompleted,
  partsPartReopened,
  partsPartCancelled,
  operationsOperationCreated,
  operationsOperationUpdated,
  operationsOperationDeleted,
  operationsOperationStarted,
  operationsOperationPaused,
  operationsOperationResumed,
  operationsOperationUnparked,
  operationsOperationCompleted,
  operationsOperationReopened,
  operationsOperationSkipped,
  operationsOperationCancelled,
  operationsOperationSentOut,
  operationsOperationReturned,
  quantityReportsQuantityReported,
  quantityReportsQuantityReversed,
  substepTemplatesSubstepTemplateCreated,
  substepTemplatesSubstepTemplateUpdated,
  substepTemplatesSubstepTemplateApplied,
  substepTemplatesSubstepTemplateDeleted,
  substepsSubstepAdded,
  substepsSubstepUpdated,
  substepsSubstepCompleted,
  substepsSubstepReopened,
  substepsSubstepDeleted,
  timeEntriesTimeEntryStarted,
  timeEntriesTimeEntryEnded,
  timeEntriesTimeEntryBooked,
  timeEntriesTimeEntryAutoClosed,
  timeEntriesTimeEntryConfirmed,
  timeEntriesTimeEntryCorrected,
  timeEntriesTimeEntryDeleted,
  apiKeysApiKeyCreated,
  apiKeysApiKeyUpdated,
  apiKeysApiKeyDeleted,
  peoplePersonCreated,
  peoplePersonUpdated,
  peoplePersonDeleted,
  sessionsSessionStarted,
  sessionsSessionEnded,
  tenantsTenantCreated,
  tenantsTenantUpdated,
  assignmentsAssignmentCreated,
  assignmentsAssignmentUpdated,
  assignmentsAssignmentDeleted,
  batchesBatchCreated,
  batchesBatchUpdated,
  batchesBatchOperationsAdded,
  batchesBatchOperationsRemoved,
  batchesBatchStarted,
  batchesBatchCompleted,
  batchesBatchCancelled,
  batchesBatchDeleted,
  bomLinesBomLineCreated,
  bomLinesBomLineUpdated,
  bomLinesBomLineDeleted,
  productsProductCreated,
  productsProductUpdated,
  productsProductDeleted,
  itemsItemCreated,
  itemsItemUpdated,
  itemsItemDeleted,
  productRevisionsProductRevisionCreated,
  serialRulesSerialRuleSet,
  alertsAlertRaised,
  alertsAlertEscalated,
  alertsAlertAcknowledged,
  defectCodesDefectCodeCreated,
  defectCodesDefectCodeUpdated,
  defectCodesDefectCodeDeleted,
  issuesIssueCreated,
  issuesNcrCreated,
  issuesIssueUpdated,
  issuesIssueResolved,
  issuesIssueClosed,
  issuesIssueReopened,
  issuesNcrVerified,
  issuesIssueDeleted,
  monitorsMonitorSet,
  orderCertificatesOrderCertificateIssued,
  qualityEventsQualityEventRecorded,
  testDefinitionsTestDefinitionCreated,
  testDefinitionsTestDefinitionUpdated,
  testDefinitionsTestDefinitionDeleted,
  testResultsTestResultRecorded,
  routingsRoutingCreated,
  routingsRoutingMadeCurrent,
  routingsRoutingDeleted,
  routingsRoutingRenamed,
  unitsUnitsGenerated,
  unitsUnitMoved,
  unitsUnitScrapped,
  unitsUnitHeld,
  unitsUnitResumed,
  unitsUnitReworked,
] as const
