/**
 * DAPI messages that are logged as events of MSExchangeMigDS, one a line (Q261283, Q261288): event id (the low word of
 * the code), severity (E, W, I, P for a prompt), symbolic name, literal text. The texts serve recognition only.
 */
export const DAPI_CODES = String.raw`
128 E BERR_GENERAL_FAILURE A general failure occurred.
129 E DAPI_E_BAD_HANDLE A bad DAPI handle supplied to call.
130 E DAPI_E_HEADER_MUST_BE_TEXT Header values must be specified as text strings.
131 E PDC_NOT_FOUND Unable to find the primary domain controller for domain %1.
132 E PDC_NOT_RESPONDING Primary domain controller %1 is not responding.
133 P BIMPMSG_PROMPT_LOG_FULL The application event log is full. If you continue, you should increase the maximum log size or additional error information may not be written to the log. If you cancel, existing operations will not be undone.%n%n Do you want to continue with the %1?
134 P BIMPMSG_PROMPT_LOG_ERROR The following error was encountered when attempting to log an event in the application event log: %2 If you continue, additional error information may not be written to the log. If you cancel, existing operations will not be undone. Do you wish to continue with the %1?
135 P BIMPMSG_PROMPT_LOG_FILE_ERROR An error was encountered when writing to the log file %1. If you continue, additional error information will not be written to the log file. If you cancel, completed operations will not be undone. %n%n Do you want to continue with the %2?
136 W BWARN_ACCNT_EXISTS A Windows NT account for user %1 already exists.
137 W BWARN_OVERRIDE_PDC_NOT_FOUND Windows NT account %1 could not be created because the primary domain controller (PDC) could not be found for domain %2.
138 W BWARN_DELETE_TARGET_DOES_NOT_EXIST Object %1 that was specified for deletion does not exist.
139 W BWARN_DELETE_ACCOUNT_NOT_FOUND The Windows NT security account, %1\%2, was not found and could not be deleted.
140 W BWARN_DELETE_DOMAIN_NOT_FOUND The Windows NT security account, %1\%2, could not be deleted because the NT security domain controller could not be found.
141 W BWARN_ASSOC_ACCOUNT_NOT_FOUND The Assoc-NT-Account value %2 specified for mailbox %1 could not be found.
142 W BWARN_NO_OBJ_PERM_ADMIN_ACCOUNT Obj-Perm-Admin value %3 specified for %2 %1 was not found. This user could not be granted permissions administrator privileges on the %2.
143 W BWARN_NO_OBJ_ADMIN_ACCOUNT Obj-Admin value %3 specified for %2 %1 was not found. This user could not be granted administrator privileges on the %2.
144 W BWARN_NO_OBJ_USER_ACCOUNT Obj-User value %3 specified for %2 %1 was not found. This user will not have access to the %2.
145 W BWARN_NO_DEFAULT_ACCOUNT User access privileges could not be assigned to %2 %1. No user accounts were specified, and the default Windows NT account, %3, could not be found.
146 W BWARN_COULD_NOT_CREATE_SD Microsoft Windows error %2 was encountered while attempting to create a Windows NT security descriptor for mailbox object %1.
147 I DAPI_MISSING_EXCHANGE_CP Missing a code page (20261 or 1252) required for proper character translation when reading and writing objects in the directory. Some characters may not map properly. Verify that these are installed on your system.
148 I BWARN_RENAMED_OUTPUT_FILE File %1 already existed and was renamed to %2.
149 W BWARN_RENAMED_IMPORT_FILE The specified import file, %1, conflicts with a constructed output file and was renamed to %2.
150 W BWARN_DEL_ATTR Entry %1 did not contain property %2 so the property could not be deleted.
151 W BWARN_THREAD_FAILED Microsoft Windows error %1 occurred when attempting to create a processing thread.
152 W BWARN_ATTRIBUTE_DUPLICATE %1 has been specified more than once in the attribute list. Only the first instance will be used when writing to the directory.
153 W BWARN_ATTRIBUTE_READONLY The attribute %1 is read-only. Values specified for this attribute will be ignored when writing to the Directory.
154 E BWARN_ATTRIBUTE_NOT_IMPORTABLE The attribute %1 is not directly importable.
155 W BWARN_NO_RAW_MODE_TEMPLATE Template objects do not apply when in raw mode.
156 W BWARN_OVERSIZE_ATT_FILE The attribute value data length exceeded the Microsoft Excel limit of 255 characters. The data was written to file %1.
157 E DAPI_ERR_WRONG_SYNTAX The value type specified for attribute %1 is incorrect.
158 E DAPI_E_INVALID_CODEPAGE The specified code page has not been installed on the system.
159 E DAPI_E_OBJECT_NOT_FOUND Unable to find object %1.
160 E DAPI_E_NO_OBJECT No object specified.
161 E DAPI_E_CREATE_FILE Unable to create the export file %1. %2
162 W DAPI_W_HIER_RECALC_FAILED Unable to recalculate the Address Book hierarchy after performing the %2 operation on the %1 container.
163 W DAPI_W_EXP_FILE_OVERWRITTEN The export file %1 already exists and is being overwritten.
164 W DAPI_W_NO_VALUES No values specified for DAPIWrite.
165 W DAPI_W_RDN_MAPPED One or more characters specified for the %2 are not valid. The object name was changed from %1 to %3.
166 W DAPI_W_IMP_VALUE_MAPPED One or more characters specified for the %2 attribute of object %1 are not valid. The value was changed from %3 to %4.
167 W DAPI_W_EXP_VALUE_MAPPED One or more characters in the %2 attribute of %1 could not be mapped to the export code page. The system default character was used.
168 W DAPI_W_BACKSLASH_DROPPED One or more backslash characters specified in the %2 attribute of %1 were mapped out on import. The value was changed from %3 to %4. The backslash character may be specified by doubling it (i.e., \\).
169 W DAPI_W_STRING_TOO_LONG A value specified for the %2 attribute of object %1 exceeded the limit of %3 %4. The string was truncated to fit.
170 W DAPI_W_NO_DL_OWNER_ACCOUNT There is no primary Windows NT Account associated with the object specified as the owner of distribution list %1.
171 W DAPI_W_SERVER_SYNCH_IN_PROGRESS The Microsoft Exchange Directory server, %1, is currently synchronizing with other servers in the site. Write operations are not recommended at this time.
172 E BERR_SIGNATURE_MISMATCH A version mismatch was detected between DAPI.DLL and the program. %1 cannot proceed.
173 E BERR_INVALID_BASEPOINT The object name specified for basepoint %1 is not valid.
174 E BERR_NO_SUCH_BASEPOINT The basepoint object %1 does not exist in the directory.
175 E BERR_INVALID_CONTAINER The object name specified for the container %1 is not valid.
176 E BERR_NO_SUCH_CONTAINER The specified container %1 does not exist in the directory.
177 E BERR_DEFAULT_USER_ERROR The object name specified for the create object template %1 is not valid.
178 E BERR_NO_WORKSPACE No object management (OM) workspace is available.
179 E BERR_DUA_UNAVAILABLE Unable to initialize directory user agent (DUA) workspace.
180 E BERR_NEGOTIATE_FAILURE Could not negotiate directory user agent (DUA) features. %1
181 E BERR_DSA_BIND_FAILURE Could not bind to the Microsoft Exchange Directory server %2. %1
182 E BERR_DEFAULT_BIND_FAILURE No Microsoft Exchange Directory server is available.
183 E BERR_ILLEGAL_DSANAME The Microsoft Exchange Directory server Name, %1, is illegal.
184 E BERR_SERVER_NOT_WRITABLE The Microsoft Exchange Directory server, %1, is not currently writable. Try the operation again later.
185 E BERR_DSA_UNBIND_FAILURE Could not unbind from the directory service. %1
186 E BERR_SCHEMA_LOAD_FAILED An initialization failure occurred. The directory schema could not be read from messaging site %1.
187 E BERR_XOM_SCHEMA_READ An initialization failure occurred. Object management (OM) error %1 was encountered while attempting to read the schema.
188 E BERR_XDS_SCHEMA_READ An initialization failure occurred while attempting to read the schema. %1
189 E BERR_ATTRIBUTES_UNAVAILABLE An initialization failure occurred. Unable to read attributes from the schema.
190 E BERR_ATTRIBUTE_PROPERTY_UNAVAILABLE An initialization failure occurred. The attribute-schema object %1 does not contain the %2 attribute.
191 E BERR_INIT_ATTR_UNKNOWN Attribute %1 is not defined in the directory schema and so is not supported for import.
192 E BERR_UNREC_OBJECT_TYPE An internal error occurred. The directory schema contained an unrecognized type value. Attribute %1.
193 E BERR_OBJECT_TYPE_NOT_IMPLEMENTED Attribute %1 cannot be processed because its object type is not yet implemented.
194 E BERR_UNREC_ATTR_SYNTAX An internal error occurred. The directory schema contains an unrecognized syntax value. Attribute %1.
195 E BERR_ATTR_SYNTAX_NOT_IMPLEMENTED An internal error occurred. Attribute %1 cannot be processed because its object management (OM) syntax is not yet implemented.
196 E BERR_VALUE_SYNTAX_NOT_IMPLEMENTED Unable to convert the attribute value to a string because syntax %1 is not yet implemented.
197 E BERR_UNREC_VALUE_SYNTAX Unable to convert the attribute value to a string because syntax %1 is not recognized.
198 E BERR_VALUE_OBJECT_TYPE_NOT_IMPLEMENTED Unable to convert the attribute value to a string because object type %1 is not yet implemented.
199 E BERR_UNREC_VALUE_OBJECT_TYPE Unable to convert the attribute value to a string because the object type is not recognized.
200 E BERR_INIT_CLASS_UNKNOWN Unable to initialize because class ID %1 was not found in the descriptors read from the schema.
201 E BERR_CLASSES_UNAVAILABLE Unable to initialize because the object class descriptions could not be read from the schema.
202 E BERR_CLASS_PROPERTY_UNAVAILABLE Unable to initialize because the class schema object %1 does not contain the %2 attribute.
203 E BERR_CLASS_ATTRIBUTE_MISSING Unable to initialize because at least one of the schema attributes specified in the %2 attribute of the class schema object %1 is not defined.
204 E BERR_NO_IMPORT_FILE There is no file specified for directory import.
205 E BERR_NO_EXPORT_FILE There is no file specified for the export operation.
206 E BERR_INVALID_IMPORT_FILE Unable to open import file %1. %2
207 E BERR_INVALID_EXPORT_FILE Unable to export to file %1. %2
208 E BERR_FILE_IS_UNICODE The specified file is Unicode. Code page override is not valid.
209 E BERR_FILE_IS_NOT_UNICODE The specified file is not Unicode.
210 E BERR_INVALID_FILENAME The filename %1 is not valid.
211 E BERR_CANT_RENAME_IMP_FILE The specified import file %1 conflicts with a constructed output filename, but could not be renamed for import.
212 E BERR_CANT_RENAME_EXPORT_FILE The export file %1 could not be accessed. The file may be opened by another application or the path may not be valid.
213 E BERR_FILE_IS_DIRECTORY The specified file %1 names a directory.
214 E BERR_FILE_IS_READONLY Unable to create output file %1. The file exists and is read only.
215 E BERR_CREATE_LOG_FAILED Unable to create the directory import error log file %1.
216 E BERR_CREATE_PSW_FAILED Unable to create the directory import password file %1.
217 E BERR_WRITE_PSW_ERROR The system reported the following error while attempting to write to the created account file %1. %n%2
218 E BERR_MISSING_OBJ_CLASS The Obj-Class value must be specified on each import line.
219 E BERR_RDN_MISSING The %1 attribute is required to identify %2 objects.
220 E BERR_MISQUOTED_IMPORT_LINE An incorrect use of the quotation mark delimiter was encountered on the import line.
221 E BERR_ILLEGAL_MODE %1 is not recognized as a legal import mode.
222 E BERR_MODE_COLUMN %1 can be specified only in the second column.
223 E BERR_OUT_OF_MEMORY Out of memory error encountered.
224 E BERR_FILE_READ_FAILURE The following error occurred while attempting to read from the import file: %1
225 E BERR_MISSING_COMMON_NAME_HEADER The import file %1 is not valid because the Common Name column is missing.
226 E BERR_MISSING_OBJ_CLASS_HEADER The import file %1 is not valid. The first column header must be Obj-Class. The first column header found was %2. Confirm that the column delimiter, '%3', is correct for the file.
227 E BERR_HEADER_MISQUOTED Import file %1 is not valid because quotation mark delimiters were used improperly in the header line.
228 E BERR_INVALID_OBJ_CLASS %1 is not recognized as a legal Obj-Class value.
229 E BERR_PROXY_INIT_ERROR The following error was reported while trying to initialize the e-mail address generating subsystem. %1
230 E BERR_NO_PROXY_SEPARATOR Import object %1 was not processed because the e-mail address type separator,, was not found in the specified %3 value: %2.
231 E BERR_NO_PROXY_PREFIX Import object %1 was not processed because no e-mail address type was specified for %3 string: %2
232 E BERR_ILLEGAL_PROXY_PREFIX_LEN Unable to process import object %1. The e-mail address type must be eight characters or less. %2
233 E BERR_DUPLICATE_PROXY Unable to process object %1 because the specified e-mail address %2 has the same type as one or more other e-mail addresses specified for the same object.
234 E BERR_PROXY_GENERAL_FAILURE Unable to process object %1 because the Microsoft Exchange System Attendant encountered errors while attempting to generate or validate e-mail addresses. For more information, see the event log on server %2.
235 E BERR_PROXY_TARGET_INVALID Unable to process custom recipient %1 because the target address is not valid. %2
236 E BERR_PROXY_TARGET_NOT_UNIQUE Unable to process custom recipient %1 because target address %2 has already been assigned to Address Book entry %3.
237 E BERR_PROXY_INVALID The e-mail address specified for import object %1 is not valid. %2
238 E BERR_PROXY_NOT_UNIQUE The e-mail address specified for import object %1 is not unique. %2 has already been assigned to Address Book entry %3.
239 E BERR_PROXY_GENERIC The Microsoft Exchange System Attendant reported %3 when attempting to generate or validate e-mail addresses for %1. For more information, see the event log on server %2 for details.
240 E BERR_PROXY_SYSTEM The following error was encountered when attempting to generate or validate e-mail addresses for %1. %2
241 E BERR_CREATE_DEL_ERROR Object %1 was not built because the string ~DEL may only be used with existing objects.
242 E BERR_OM_ERROR Object management (OM) error %1 was reported.
243 E BERR_ATTRIBUTE_OR_VALUE_EXISTS A duplicate value was specified for attribute %2 on object %1.
244 E BERR_CONSTRAINT_VIOLATION Unable to complete the operation on object %1 because a value specified for attribute %2 is out of range.
245 E BERR_INVALID_SYNTAX Unable to complete the operation on object %1 because the syntax specified for a value for attribute %2 is not valid.
246 E BERR_NO_SUCH_ATTRIBUTE_OR_VALUE The attribute %2 is not defined on object %1 and could not be read.
247 E BERR_ACCNT_LM_INIT_ERROR Unable to create Windows NT accounts because network error %1 occurred while initializing.
248 E BERR_LM_INIT_ERROR Could not initialize -- Net error %1 reported during initialization.
249 E BERR_LM_ERROR Network error %1 occurred.
250 E BERR_ACCNT_PDC_GONE The primary domain controller for domain %1 is no longer available.
251 E BERR_ACCNT_LM_ERROR Unable to create a Windows NT account for user %1. %2
252 E BERR_ACCNT_WIN_ERROR Unable to create a Windows NT account for user %1. %2
253 E BERR_ACCNT_TOO_LONG Unable to create a Windows NT account %2 for mailbox %1 because Windows NT account names cannot exceed 20 characters.
254 E BERR_ILLEGAL_ACCNT_CHARS Unable to create Windows NT account %2 for mailbox %1 because it contains the illegal character(s) %3.
255 E BERR_LM_DELETE_ACCOUNT A network error occurred when attempting to delete Windows NT security account %1.
256 E BERR_WIN_DELETE_ACCOUNT Unable to delete the Windows NT account for user %1. %2.
257 E BERR_DEL_ACCOUNT_LOOKUP_FAILED An error occurred while attempting to lookup the Assoc-NT-Account value for object %1. Neither the security account nor the object was deleted.
258 E BERR_ACCOUNT_LOOKUP_FAILED An error occurred while attempting to lookup the Assoc-NT-Account value for object %1.
259 E BERR_ACCNT_WIN_INIT_ERROR Unable to create Windows NT accounts because Windows reports error %1.
260 E BERR_WIN_INIT_ERROR Unable to initialize because Windows reports error %1.
261 E BERR_REGISTER_ERROR Unable to initialize because Windows reports error %1 occurred while attempting to register with the system.
262 E BERR_WIN_ERROR Windows reports error %1.
263 E BERR_NO_ATTRIBUTES_SPECIFIED No attributes are specified.
264 E BERR_ATTRIBUTE_UNKNOWN The attribute %1 is unknown.
265 E BERR_ATTRIBUTE_NOT_IMPORTABLE Attribute %1 cannot be imported.
266 E BERR_CANT_DELETE_REQUIRED_ATTRIBUTE Unable to process object %1. The required attribute %2 may not be deleted.
267 E BERR_CANT_DELETE_ATTRIBUTE Unable to process object %1. Attribute %2 may not be deleted.
268 E BERR_DELETE_KEY_MUST_BE_SINGLE Unable to process object %1. ~DEL may not be specified with other values for multi-valued attribute %2.
269 E BERR_COULD_NOT_EMPTY_MAILBOX Error %2 occurred while attempting to throw away %1's mail.
270 E BERR_MALFORMED_OCTET_STRING Unable to process object %1 because the octet string specified for attribute %2 is incorrect.
271 E BERR_ILLEGAL_CHAR_IN_NUMBER Unable to process object %1 because the character specified in value for attribute %2 is not valid.
272 E BERR_ILLEGAL_CHAR_IN_HEX_NUMBER Unable to process object %1 because the character specified in value for attribute %2 is not valid.
273 E BERR_CANNOT_BUILD_DN Could not build DN string from components: BasePoint == %1, Container == %2, ObjName == %3.
274 E BERR_MALFORMED_DN_STRING Unable to process object %1 because DN string %2 is not valid.
275 E BERR_UNKNOWN_RDN Unable to process object %1 because RDN string %2 is not valid.
276 E BERR_BADLY_SPECIFIED_DN DN string %1 is not valid.
277 E BERR_MALFORMED_DN_OBJECT The distinguished name (DN) object read from the directory information tree (DIT) is not valid.
278 E BERR_ACCNT_PDC_DISAPPEARED Unable to create a Windows NT account for user %1. The primary domain controller for domain %2 is not responding.
279 E BERR_XOM_REVOKE_MEMBERSHIP Object management (OM) error %1 was encountered when attempting to remove object %2 from a distribution list.
280 E BERR_XDS_ERROR The directory service reported the following error: %1
281 E BERR_XDS_CREATE Could not create object %2 because the directory service reported the following error: %1
282 E BERR_XDS_MODIFY Could not modify object %2 because the directory service reported the following error: %1
283 E BERR_XDS_REMOVE Could not remove object %2 because the directory service reported the following error: %1
284 E BERR_XDS_DL_MEMBERSHIP Could not modify the DL membership of object %2 because the directory service reported the following error: %1
285 E BERR_OBJECT_MEMBERSHIP_ERROR Unable to add object %1 to distribution list %2.
286 E BERR_CREATE_PATH_NOT_FOUND Unable to create object %1 because one or more objects in the directory path %2 do not exist.
287 E BERR_CREATE_TARGET_EXISTS Unable to create object %1 because it already exists.
288 E BERR_MOD_TARGET_NOT_FOUND Unable to modify object %1 because it could not be found.
289 E BERR_MOD_CLASS_MISMATCH Entry %1 could not be modified as a %2 because it already exists as a %3 object.
290 E BERR_DEL_CLASS_MISMATCH Unable to delete the %3 %1 because the entry already exists as a %2 in the directory.
291 E BERR_INCORRECT_FIELD_COUNT Unable to process object %1 because the import line must contain the same number of fields as the header line. %2 were expected. %3 were found.
292 E BERR_MISSING_REQUIRED_ATTRIBUTE Unable to create %3 %1 because the required %2 attribute was not specified.
293 E BERR_ONLY_SINGLE_CONTAINER Only a single container can be specified for the import object %1.
294 E BERR_CANNOT_LOG_ERROR The directory import encountered Windows Error %2!lu! when attempting to record the following message in the system event log: %1
295 E BERR_INCLUDE_FAIL Unable to open or read the attribute value include file %1.
296 E BERR_BAD_FILE_PTR The attribute value file pointer %1 was not specified correctly.
297 E BERR_HOME_SERVER_UNKNOWN Unable to process object %1 because the specified home server %2 does not exist.
298 E BERR_HOME_SERVER_NO_MTA Unable to process object %1 because there is no Microsoft Exchange MTA installed on the specified home server %2.
299 E BERR_HOME_SERVER_NO_PRIVATE_STORE Unable to process object %1 because there is no Microsoft Exchange private information store installed on the specified home server %2.
300 E BEXPORT_WRITE_ERROR The directory export was stopped because the following error occurred when attempting to write an object description to the file: %n%1
301 E BEXPORT_UNKNOWN_CLASS The class %1 is not known and could not be exported.
302 W BEXPORT_NOSEARCHINFO_WARN No entries were found for the specified object class %1.
303 E NTEXPORT_DC_NOT_FOUND The domain controller could not be found for domain %1.
304 E NTEXPORT_USER_ENUM_ERROR The following error occurred when attempting to read Windows NT user accounts from server %1. %2
305 E NTEXPORT_SERVER_NOT_FOUND NTExport could not find specified server, %1.
306 E NETEXPORT_WRITE_ERROR The user extraction was halted because the following error occurred when attempting to write a user account description to the file:%n %1
307 E NWEXPORT_NWDLL_LOAD_FAILED Unable to load the Netware DLL %1.
308 E NWEXPORT_LOGIN_FAILED NWExport could not log user %2 onto the file server %1.
309 E NWEXPORT_ATTACH_FAILED NWExport encountered an error attaching to the file server %1.
310 E NWEXPORT_LOGOUT_FAILED NWExport encountered an error logging out from the file server.
311 E NWEXPORT_DETACHED_FAILED NWExport encountered an error detaching from the file server.
312 E NWEXPORT_NO_USER NetWare user extract could not continue because no user was specified for log on to the file server.
4096 E DAPI_E_ANR_MULTIPLE_MATCH More than one object was found matching the specified search name %1.
4097 E DAPI_E_ANR_NO_MATCH No objects were found matching the specified search name %1.
4098 E DAPI_E_MULTIPLE_MATCH_ON_ATT More than one object was found matching the alias %3 specified for the %4 attribute on %2 %1.
4099 E DAPI_E_NO_MATCH_ON_ATT No objects were found matching the alias %3 specified for the %4 attribute on %2 %1.
`;
